import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import type { Language } from '../../src/api/operations.ts'
import { GATE_TEXTS } from '../../src/eligibility/texts.ts'
import { LINE_TEXTS, REASON_TEXTS } from '../../src/ratings/answers/texts.ts'
import { type AheadCode, aheadText, causeText } from '../../src/ratings/answers/texts-outlook.ts'
import { inWords } from '../../src/ratings/answers/texts-pieces.ts'
import type { WhyCode } from '../../src/ratings/rules/pieces.ts'

const LANGUAGES: Language[] = ['zh-CN', 'en']
const CAUSES = ['sanction', 'alarm', 'link', 'expiry', 'retraction', 'repair', 'alarmCleared', 'methodology', 'lapsed']
const schema = (name: string) =>
  JSON.parse(readFileSync(new URL(`../../schemas/${name}.json`, import.meta.url), 'utf8'))

const line = (code: string, text: (language: Language) => string) =>
  [code, ...LANGUAGES.map(language => `  ${text(language)}`)].join('\n')
const part = (title: string, lines: string[]) => [`# ${title}`, ...lines].join('\n')

/** A number of days is also a weight, a factor or a share: 205 of 256 are 80 %, 205 of 10,000 are 2.05 %. */
const VALUE = 205

it('a firm reads of its rating what was reviewed, word for word (after a change: vitest run test/ratings/texts.test.ts -u)', async () => {
  const pieces: WhyCode[] = schema('evidence-reason').properties.code.enum
  const ahead: AheadCode[] = schema('outlook').properties.ahead.items.properties.code.enum
  const said = [
    part(
      'Lines of a score',
      Object.entries(LINE_TEXTS).map(([code, text]) => line(code, language => text[language])),
    ),
    part(
      'Where points are missing',
      Object.entries(REASON_TEXTS).map(([code, text]) => line(code, language => text[language])),
    ),
    part(
      'Why a piece weighs what it weighs',
      pieces.map(code => line(code, language => inWords({ code, value: VALUE }, language).text)),
    ),
    part(
      'What lies ahead',
      ahead.map(code => line(code, language => aheadText(code, language))),
    ),
    part(
      'Why a grade changed',
      [null, ...CAUSES].map(cause => line(String(cause), language => causeText(cause, language))),
    ),
    part(
      'What the gate says',
      Object.entries(GATE_TEXTS).map(([code, text]) => line(code, language => text[language])),
    ),
  ]
  await expect(`${said.join('\n\n')}\n`).toMatchFileSnapshot('fixtures/said-to-firms.txt')
})
