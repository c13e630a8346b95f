const FIRST =
  'North South East West Blue Green Iron Silver Data Cloud Bright Swift Alpine Harbor Summit Vertex';
const SECOND = 'Quantum Nova Apex Delta Orion Falcon Cedar Maple Stone River Lake Field Bridge Tower Garden';
const THIRD =
  'Robotics Logistics Foods Textiles Optics Motors Systems Partners Health Energy Media Labs Works';

const words = [FIRST, SECOND, THIRD].map((line) => line.split(' '));
const at = (list: readonly string[] | undefined, index: number) => list?.[index % list.length] ?? '';

/** The name of an account of an invented book: three words and its number. */
export function inventedName(index: number): string {
  return `${at(words[0], index)} ${at(words[1], index * 7)} ${at(words[2], index * 11)} ${index}`;
}
