/** Assured score over time with the cuts of the grades, as SVG. */
import { loadMethodology } from '../../src/ratings/rules/methodology.ts'

export interface Sample {
  /** YYYY-MM-DD */
  date: string
  /** Milli-points. */
  assured: number
  grade: string
}
export interface Event {
  date: string
  text: string
}

const WIDTH = 960
const HEIGHT = 420
const LEFT = 60
const RIGHT = 20
const TOP = 30
const BOTTOM = 40
/** Milli-points that the chart shows. */
const LOW = 400_000
const HIGH = 950_000

const day = (date: string) => Date.parse(`${date}T00:00:00Z`) / 86_400_000
const n = (value: number) => value.toFixed(1)

/** A line of the weekly samples; the events as upright lines, the cuts as level ones. */
export function chart(samples: readonly Sample[], events: readonly Event[]): string {
  const first = day(samples[0]!.date)
  const last = day(samples.at(-1)!.date)
  const x = (date: string) => LEFT + ((day(date) - first) / (last - first)) * (WIDTH - LEFT - RIGHT)
  const y = (points: number) => TOP + ((HIGH - points) / (HIGH - LOW)) * (HEIGHT - TOP - BOTTOM)
  const { names, cuts } = loadMethodology().parameters.grades
  const levels = names.flatMap((name, i) => {
    const cut = cuts[i]!
    if (cut < LOW || cut > HIGH) return []
    const at = n(y(cut))
    return [
      `<line x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${at}" y2="${at}" stroke="#ddd"/>`,
      `<text x="${LEFT - 8}" y="${n(y(cut) + 4)}" text-anchor="end">${name}</text>`,
    ]
  })
  const marks = events.flatMap(({ date, text }, i) => {
    const at = n(Math.max(LEFT, x(date)))
    return [
      `<line x1="${at}" x2="${at}" y1="${TOP}" y2="${HEIGHT - BOTTOM}" stroke="#c33" stroke-dasharray="3 3"/>`,
      `<text x="${at}" y="${i % 2 === 0 ? TOP - 16 : TOP - 4}" fill="#c33">${text}</text>`,
    ]
  })
  const line = samples.map(({ date, assured }) => `${n(x(date))},${n(y(assured))}`).join(' ')
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="11">`,
    '<title>保证分与等级下限 Assured score and the cuts of the grades</title>',
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/>`,
    ...levels,
    ...marks,
    `<polyline points="${line}" fill="none" stroke="#147" stroke-width="1.5"/>`,
    `<text x="${LEFT}" y="${HEIGHT - 14}">${samples[0]!.date}</text>`,
    `<text x="${WIDTH - RIGHT}" y="${HEIGHT - 14}" text-anchor="end">${samples.at(-1)!.date}</text>`,
    '</svg>',
    '',
  ].join('\n')
}
