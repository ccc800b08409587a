/** One firm's story, played through a city's own API; docs/a-firms-story.md is what it prints. */
import { verifyLedger } from '../../src/ledger/verify.ts'
import { AREA, type City, SERVICE } from './city.ts'
import { chart, type Event, type Sample } from './story-chart.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

// biome-ignore lint/suspicious/noExplicitAny: answers are checked against the contract by the city
type Body = any

/** What the document is made of. */
export interface Story {
  /** Answers of the service by name, as they came. */
  answers: Record<string, Body>
  svg: string
}

/** Plays the story and keeps every answer that the document quotes. */
export class Telling {
  readonly answers: Record<string, Body> = {}
  readonly samples: Sample[] = []
  readonly events: Event[] = []
  readonly #city: City
  #week = 0

  constructor(city: City) {
    this.#city = city
  }

  get #firm(): string {
    return `/v1/providers/${this.#city.providers[0]}`
  }

  async tell(): Promise<Story> {
    await this.#goodYears()
    const smear = await this.#smear()
    await this.#appeal(smear)
    await this.#sanction()
    return { answers: this.answers, svg: chart(this.samples, this.events) }
  }

  async #goodYears(): Promise<void> {
    await this.#keep('first', `${this.#firm}/rating`)
    this.events.push({ date: this.answers.first.day, text: '登记 registered' })
    for (let week = 0; week < 78; week++) {
      if (week === 26) await this.#inspect(92)
      await this.#serveWeek()
    }
    await this.#keep('good', `${this.#firm}/rating/explanation`)
    await this.#keep('goodHistory', `${this.#firm}/rating/history?limit=200`)
  }

  /** Thirty nameless one-stars, then seven that are bound to orders. @returns the seqs of the latter */
  async #smear(): Promise<number[]> {
    const provider = this.#city.providers[0]
    this.events.push({ date: await this.#today(), text: '抹黑 smear' })
    for (let i = 0; i < 30; i++) {
      if (i % 6 === 0) this.#city.later(DAY)
      await this.#post('/v1/reviews', 'dispatcher', { provider, customer: `x-${i}`, stars: 1, text: '差' })
    }
    await this.#keep('bombed', `${this.#firm}/rating`)
    await this.#keep('bombedPieces', `${this.#firm}/rating/explanation?kind=review&limit=1`)
    await this.#ring()
    await this.#keep('alarmed', `${this.#firm}/rating`)
    await this.#keep('alarmedPieces', `${this.#firm}/rating/explanation?kind=review&limit=7`)
    const seqs: number[] = this.answers.alarmedPieces.evidence.items.map((item: Body) => item.evidence.id)
    this.answers.reply = await this.#post(`/v1/reviews/${seqs.at(-1)}/replies`, 'firm', {
      text: '我们从未见过这位客户，已请中心核查来电号码',
    })
    await this.#serveWeek()
    return seqs.reverse()
  }

  /** Seven orders of one day, assigned before the first of them speaks. */
  async #ring(): Promise<void> {
    const requests: string[] = []
    for (let i = 0; i < 7; i++) requests.push((await this.#assign(`ring-${i}`))!)
    for (const request of requests) await this.#post(`${request}/answers`, 'dispatcher', {})
    this.#city.later(3 * HOUR)
    for (const request of requests) {
      await this.#post(`${request}/completions`, 'dispatcher', { outcome: 'completed' })
      await this.#finish(request, 1)
    }
  }

  /** The firm contests four of the seven; they came from one telephone. */
  async #appeal(seqs: number[]): Promise<void> {
    this.events.push({ date: await this.#today(), text: '申诉 appeal' })
    const appeals: string[] = []
    for (const evidence of seqs.slice(0, 4)) {
      const grounds = '七件求助中的四件来自同一电话，派单当日该地址无人居住'
      const filed = await this.#post('/v1/appeals', 'firm', { evidence, grounds })
      this.answers.filed ??= filed
      appeals.push(filed.id)
    }
    await this.#keep('contested', `${this.#firm}/rating`)
    for (const id of appeals) await this.#post(`/v1/appeals/${id}/examinations`, 'regulator', {})
    await this.#serveWeek()
    for (const [i, id] of appeals.entries()) {
      if (i === appeals.length - 1)
        await this.#keep('beforeLast', `${this.#firm}/rating/explanation?kind=review&limit=12`)
      const reason = '经核对通话记录，四件求助为同一人所为，并无实际服务'
      this.answers.upheld = await this.#post(`/v1/appeals/${id}/decisions`, 'regulator', { decision: 'upheld', reason })
    }
    this.answers.lastPiece = this.answers.beforeLast.evidence.items.find(
      (item: Body) => item.evidence.id === this.answers.upheld.evidence,
    )
    await this.#keep('cleared', `${this.#firm}/rating`)
    for (let week = 0; week < 12; week++) await this.#serveWeek()
  }

  /** A general sanction, refused its repair too early, repaired in time. */
  async #sanction(): Promise<void> {
    await this.#keep('beforeSanction', `${this.#firm}/rating`)
    this.events.push({ date: await this.#today(), text: '惩戒 sanction' })
    this.answers.sanction = await this.#post(`${this.#firm}/sanctions`, 'regulator', {
      class: 'general',
      authority: '宁波市海曙区市场监督管理局',
      document: '甬海市监处罚〔2028〕117号',
    })
    await this.#keep('sanctioned', `${this.#firm}/rating`)
    for (let week = 0; week < 4; week++) await this.#serveWeek()
    const repair = `/v1/sanctions/${this.answers.sanction.id}/repairs`
    this.answers.tooEarly = (await this.#city.post(repair, 'regulator', { document: '甬信修复〔2028〕9号' })).body
    for (let week = 0; week < 9; week++) await this.#serveWeek()
    await this.#keep('beforeRepair', `${this.#firm}/rating`)
    this.events.push({ date: await this.#today(), text: '修复 repair' })
    this.answers.repaired = await this.#post(repair, 'regulator', { document: '甬信修复〔2028〕31号' })
    await this.#keep('afterRepair', `${this.#firm}/rating`)
    await this.#keep('noSanctions', `${this.#firm}/sanctions`)
    this.answers.ledger = await this.#verify()
    for (let week = 0; week < 12; week++) await this.#serveWeek()
    await this.#keep('last', `${this.#firm}/rating/explanation`)
    await this.#keep('lastHistory', `${this.#firm}/rating/history?limit=200`)
  }

  async #verify(): Promise<true> {
    const { ledger } = this.#city.service
    const head = await ledger.head()
    await ledger.read(db => verifyLedger(db, ledger.store.tables, head))
    return true
  }

  /** A week: one order as a rule, the rating of its end on the chart. */
  async #serveWeek(): Promise<void> {
    const n = this.#week++
    this.#city.later(2 * DAY)
    await this.#serve(`c-${n % 60}`, n % 16 === 9 ? 3 : n % 5 === 3 ? 4 : 5, {
      inTime: n % 12 !== 7,
      completed: n % 25 !== 17,
    })
    if (n === 33)
      await this.#post(`${this.#firm}/complaints`, 'regulator', {
        customer: 'c-33',
        upheld: true,
        finding: '迟到一小时，属实',
      })
    this.#city.later(5 * DAY - 4 * HOUR)
    const { body } = await this.#city.get(`${this.#firm}/rating`)
    this.samples.push({ date: body.day, assured: body.assured, grade: body.grade })
  }

  /** A request from the call to its closing, four hours in all; none if the gate refuses the firm. */
  async #serve(customer: string, stars: number, { inTime = true, completed = true } = {}): Promise<void> {
    const request = await this.#assign(customer)
    if (!request) return
    this.#city.later(inTime ? 2 * MINUTE : 9 * MINUTE)
    await this.#post(`${request}/answers`, 'dispatcher', {})
    this.#city.later(2 * HOUR)
    await this.#post(`${request}/completions`, 'dispatcher', { outcome: completed ? 'completed' : 'failed' })
    this.#city.later(2 * HOUR - (inTime ? 3 : 10) * MINUTE)
    await this.#finish(request, stars)
  }

  /** @returns the request's path, undefined if the gate refused the firm */
  async #assign(customer: string): Promise<string | undefined> {
    const received = { channel: 'phone', customer, service: SERVICE, area: AREA }
    const request = `/v1/requests/${(await this.#post('/v1/requests', 'dispatcher', received)).id}`
    this.#city.later(MINUTE)
    const assigned = await this.#city.post(`${request}/assignments`, 'dispatcher', {
      provider: this.#city.providers[0],
    })
    if (assigned.body.code === 'gate-refused') {
      this.answers.refused ??= assigned.body
      return undefined
    }
    return request
  }

  async #finish(request: string, stars: number): Promise<void> {
    await this.#post(`${request}/follow-ups`, 'dispatcher', { satisfied: true, stars })
    await this.#post(`${request}/closures`, 'dispatcher', {})
  }

  async #inspect(score: number): Promise<void> {
    await this.#post(`${this.#firm}/inspections`, 'regulator', { score, finding: '证照公示齐全，服务档案完整' })
  }

  async #today(): Promise<string> {
    return (await this.#city.get(`${this.#firm}/rating`)).body.day
  }

  async #keep(name: string, path: string): Promise<void> {
    const { body, status } = await this.#city.get(path, 'regulator')
    if (status !== 200) throw new Error(`${path}: ${status} ${JSON.stringify(body)}`)
    this.answers[name] = body
  }

  async #post(path: string, role: 'dispatcher' | 'regulator' | 'firm', sent: object): Promise<Body> {
    const { body, status } = await this.#city.post(path, role, sent)
    if (status !== 201) throw new Error(`${path}: ${status} ${JSON.stringify(body)}`)
    return body
  }
}
