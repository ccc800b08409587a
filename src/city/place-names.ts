/** Names of places as people say them. Pure. */

const SUFFIX = /[省市区县]$/u

/** 海曙区 -> 海曙; names of two characters are what they are. */
export function shortName(name: string): string {
  return [...name].length > 2 ? name.replace(SUFFIX, '') : name
}
