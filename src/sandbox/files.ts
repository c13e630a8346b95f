import type { Ids } from './ids.ts';

/** Bytes that the sandbox takes for one file. */
const MAX_BYTES = 5_000_000;

/** A file as it is now: announced, uploaded, then shown. */
export interface StoredFile {
  readonly id: string;
  readonly name: string;
  readonly title: string;
  /** What a screen reader says instead of the picture; empty when nothing was given. */
  readonly altText: string;
  /** As announced. */
  readonly size: number;
  readonly mimetype: string;
  readonly state: 'announced' | 'uploaded' | 'complete';
  readonly bytes: Uint8Array;
}

export interface FileStore {
  /** A new file, and the path of its upload URL. */
  announce(file: { name: string; size: number; altText: string }): { id: string; path: string };
  /** Takes the bytes once; answers what is wrong with them, or null. */
  upload(path: string, bytes: Uint8Array): 'unknown_upload' | 'wrong_size' | null;
  complete(id: string, title: string | undefined): StoredFile;
  find(id: string): StoredFile | undefined;
}

export function createFileStore(ids: Ids): FileStore {
  const files = new Map<string, StoredFile>();
  const uploads = new Map<string, string>();
  const save = (file: StoredFile) => {
    files.set(file.id, file);
    return file;
  };
  return {
    announce({ name, size, altText }) {
      const id = ids.next('F');
      const path = `/upload/v1/${ids.secret()}`;
      uploads.set(path, id);
      save({
        id,
        name,
        title: name,
        altText,
        size,
        mimetype: mimetypeOf(name),
        state: 'announced',
        bytes: new Uint8Array(),
      });
      return { id, path };
    },
    upload(path, bytes) {
      const file = files.get(uploads.get(path) ?? '');
      if (file?.state !== 'announced') return 'unknown_upload';
      if (bytes.byteLength !== file.size || bytes.byteLength > MAX_BYTES) return 'wrong_size';
      uploads.delete(path);
      save({ ...file, bytes, state: 'uploaded' });
      return null;
    },
    complete(id, title) {
      const file = files.get(id);
      if (!file) throw new Error(`no file ${id}`);
      return save({ ...file, title: title ?? file.title, state: 'complete' });
    },
    find: (id) => files.get(id),
  };
}

function mimetypeOf(name: string): string {
  if (/\.png$/i.test(name)) return 'image/png';
  return /\.ics$/i.test(name) ? 'text/calendar' : 'application/octet-stream';
}

/** What people see of a file in a message. */
export interface ShownFile {
  readonly id: string;
  readonly name: string;
  readonly title: string;
  readonly mimetype: string;
  readonly size: number;
  readonly altText: string;
}

export function shownFile({ id, name, title, mimetype, size, altText }: StoredFile): ShownFile {
  return { id, name, title, mimetype, size, altText };
}

/** The file as the Web API shows it. */
export function fileJson({ id, name, title, mimetype, size, altText }: ShownFile) {
  return { id, name, title, mimetype, size, ...(altText && { alt_txt: altText }) };
}

/** The bytes of an upload: the whole body, or the first part of a multipart form. */
export function fileIn(body: Buffer, contentType: string): Buffer {
  const boundary = /^multipart\/form-data;.*boundary="?([^";]+)/i.exec(contentType)?.[1];
  if (boundary === undefined) return body;
  const start = body.indexOf('\r\n\r\n');
  const end = body.indexOf(`\r\n--${boundary}`, start);
  return start < 0 || end < 0 ? Buffer.alloc(0) : body.subarray(start + 4, end);
}
