/** Markdown as plain text: what stands out, links and code lose their marks and keep their words. */
export function plainText(markdown: string): string {
  return markdown
    .replace(/!\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/<(https?:\/\/[^>\s]*)>/g, '$1')
    .replace(/<\/?[a-zA-Z][^>]{0,500}>/g, ' ')
    .replace(/(\*{1,3}|_{2,3}|~~)(?=\S)([^\n]*?\S)\1/g, '$2')
    .replace(/(^|[\s(])_(\S[^_\n]*?\S|\S)_(?=$|[\s).,;:!?])/g, '$1$2')
    .replace(/`+([^`]*)`+/g, '$1')
    .replace(/\\([\\`*_{}[\]()#+\-.!|<>])/g, '$1')
    .replace(/[\p{C}\s]+/gu, ' ')
    .trim();
}
