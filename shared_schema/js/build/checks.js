/** What the generated validators call; bundled into them, so that they import nothing. */

import { codePoints } from "../formats.js";

/** @type {(value: any) => boolean} */
export function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Whether an object has no other fields than these. @type {(value: object, names: Set<string>) => boolean} */
export function hasOnly(value, names) {
  for (const name in value) if (!names.has(name)) return false;
  return true;
}

/** Whether a field that may be left out is, or follows its rule. @type {(value: any, rule: (value: any) => boolean) => boolean} */
export function maybe(value, rule) {
  return value === undefined || rule(value);
}

/** @type {(value: any, rule: (item: any) => boolean, least: number, most: number) => boolean} */
export function isList(value, rule, least, most) {
  if (!Array.isArray(value) || value.length < least || value.length > most) return false;
  for (const item of value) if (!rule(item)) return false;
  return true;
}

/** A Set knows "__proto__" from another text, which an object's keys do not. @type {(value: string[]) => boolean} */
export function isUnique(value) {
  return new Set(value).size === value.length;
}

/**
 * Whether a text has so many code points. The count of UTF-16 units, which is never smaller and costs nothing, nearly
 * always settles it.
 * @type {(value: string, least: number, most: number) => boolean}
 */
export function fits(value, least, most) {
  return (least < 2 ? value.length >= least : codePoints(value) >= least) && (value.length <= most || codePoints(value) <= most);
}
