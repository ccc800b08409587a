/** Values that have broken services: what people type, paste and send, whatever a schema says. */
import type { Random } from './random.ts'

/** Texts: empty, blank, unseen, turned around, halves of characters, words of programs, very long. */
export const TEXTS: readonly string[] = [
  '',
  ' ',
  '\u3000\u3000',
  '\u200b\u200d\ufeff',
  '\u202e反转\u202c',
  '\u0000',
  'a\u0000b',
  '\ud83d',
  '😀'.repeat(30),
  'e\u0301\u0301\u0301',
  '宁'.repeat(5_000),
  'x'.repeat(300),
  "'; drop table providers; --",
  '{{template}} %s %n',
  '__proto__',
  'constructor',
  'toString',
  'null',
  '\r\nSet-Cookie: a=b',
  '../../etc/passwd',
  '𠮷野家㐂',
  '11010519491231002X',
]

/** Days and moments at and beyond every end of the calendar, and what is written like one. */
export const DAYS: readonly string[] = [
  '1900-01-01',
  '1899-12-31',
  '2199-12-31',
  '2200-01-01',
  '0026-03-01',
  '0000-01-01',
  '9999-12-31',
  '2026-02-29',
  '2024-02-29',
  '2020-01-01',
  '2019-12-31',
  '2026-11-24',
  '2026-11-25',
  '2027-11-24',
  '2026-13-01',
  '2026-00-10',
  '2026-1-1',
  '-2026-01-01',
  '2026-11-24T00:00:00Z',
]
export const MONTHS: readonly string[] = [
  '2026-11',
  '9999-12',
  '0999-12',
  '2026-13',
  '2199-12',
  '2020-01',
  '1900-01',
  '2026-1',
]
export const MOMENTS: readonly string[] = [
  '2026-11-24T04:00:00Z',
  '2026-11-24T12:00:00+08:00',
  '2026-11-24T12:00:00.999999999+08:00',
  '0001-01-01T00:00:00Z',
  '9999-12-31T23:59:60Z',
  '2026-11-24T25:00:00Z',
  '2026-11-23T23:59:60Z',
  '2026-11-24 04:00:00Z',
  '2199-12-31T23:59:59+14:00',
  '2026-11-24',
]
export const NUMBERS: readonly unknown[] = [
  0,
  -0,
  -1,
  1,
  1.5,
  2 ** 31,
  2 ** 53,
  -(2 ** 53),
  1e308,
  '1',
  '0x3',
  '1e3',
  true,
  null,
]
/** In place of anything. */
const KINDS: readonly unknown[] = [null, true, 0, -1, '', 'x', [], {}, [[]], [null], { a: 1 }]
/** One of its own: what holds it may be changed. */
export const kind = (random: Random): unknown => structuredClone(random.pick(KINDS))
/** In a path or a query, as text. */
export const SEGMENTS: readonly string[] = [
  '0',
  '-1',
  '1e3',
  '0x3',
  '999999999999999999999',
  '%00',
  '%E5%AE%81',
  '%ff',
  '..',
  '%2e%2e',
  ' ',
  'undefined',
  '9.9.9',
  '00000000-0000-0000-0000-000000000000',
  'x'.repeat(500),
]
