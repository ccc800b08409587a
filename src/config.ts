import { existsSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { DEFAULT_QUOTAS, type Quotas } from './api/quota.ts'

/** Settings of the process, from the environment. Read once, checked at once. */
export interface Config {
  readonly port: number
  readonly host: string
  readonly dataDir: string
  readonly databaseUrl: string | undefined
  /** True if the first start makes the demo city; otherwise reference data only. */
  readonly demo: boolean
  /** Firms of the demo city; undefined: as many as its data say. */
  readonly demoFirms: number | undefined
  readonly checkResponses: boolean
  readonly log: 'info' | 'silent'
  /** Units per minute by role. */
  readonly quotas: Quotas
  /** Threads for heavy queries; 0 runs them in the thread of the edge. */
  readonly threads: number
}

/** One processor is left to the thread of the edge. */
export const DEFAULT_THREADS = Math.max(1, Math.min(4, availableParallelism() - 1))

const isRole = (name: string) => Object.hasOwn(DEFAULT_QUOTAS, name)

const quotasOf = (text: string): Quotas => ({
  ...DEFAULT_QUOTAS,
  ...Object.fromEntries(
    text
      .split(',')
      .filter(Boolean)
      .map(part => part.split('='))
      .map(([role, quota]) => [role, Number(quota)]),
  ),
})

interface Setting {
  name: string
  fallback: string
  about: string
  valid(value: string): boolean
}

/** Fewer firms would lack kinds of entries that the whole city has. */
const DEMO_FIRMS = { least: 500, most: 100_000 }

const SETTINGS: Setting[] = [
  {
    name: 'PORT',
    fallback: '8189',
    about: '端口 port to listen on; 0 picks a free one',
    valid: v => /^\d{1,5}$/.test(v) && Number(v) < 65536,
  },
  {
    name: 'HOST',
    fallback: '127.0.0.1',
    about: '监听地址 address to listen on; 0.0.0.0 for every interface',
    valid: v => /^[\w.:-]+$/.test(v),
  },
  {
    name: 'XINQIAO_DATA',
    fallback: './var',
    about: '嵌入式数据库目录 folder of the embedded database',
    valid: v => v.length > 0,
  },
  {
    name: 'DATABASE_URL',
    fallback: '',
    about: 'PostgreSQL 地址 use this PostgreSQL instead: postgres://…',
    valid: v => v === '' || /^postgres(ql)?:\/\//.test(v),
  },
  {
    name: 'XINQIAO_CITY',
    fallback: '',
    about: '城市目录（--city） folder of the city; unset: cities/ningbo',
    valid: v => v === '' || existsSync(join(v, 'city.yaml')),
  },
  {
    name: 'XINQIAO_DEMO',
    fallback: '1',
    about: '首次启动 first start: 1 makes the demo of the city if its folder has one, 0 reference data only',
    valid: v => /^[01]$/.test(v),
  },
  {
    name: 'XINQIAO_DEMO_FIRMS',
    fallback: '',
    about: '演示城市的企业数 firms of the demo city, 500 to 100000; unset: 10000',
    valid: v => v === '' || (/^\d{3,6}$/.test(v) && Number(v) >= DEMO_FIRMS.least && Number(v) <= DEMO_FIRMS.most),
  },
  {
    name: 'XINQIAO_CHECK_RESPONSES',
    fallback: '0',
    about: '核对应答 1 checks every answer against the contract',
    valid: v => /^[01]$/.test(v),
  },
  {
    name: 'XINQIAO_LOG',
    fallback: 'silent',
    about: '日志 info logs one line per request as JSON; silent does not',
    valid: v => /^(info|silent)$/.test(v),
  },
  {
    name: 'XINQIAO_THREADS',
    fallback: String(DEFAULT_THREADS),
    about: '搜索与统计线程数 threads for heavy queries; 0 for none of their own',
    valid: v => /^\d{1,2}$/.test(v) && Number(v) <= 64,
  },
  {
    name: 'XINQIAO_QUOTAS',
    fallback: '',
    about: '每分钟配额（一般请求计 1） units per minute where they differ: firm=1200,public=6000 …',
    valid: v => v === '' || v.split(',').every(part => /^([\w-]+)=\d{1,9}$/.test(part) && isRole(part.split('=')[0]!)),
  },
]

export const SETTINGS_HELP = SETTINGS.map(
  s => `  ${s.name.padEnd(24)} ${(s.fallback || '-').padEnd(10)} ${s.about}`,
).join('\n')

/** Throws one error that names every setting that is wrong. */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const value = (name: string) => env[name] || SETTINGS.find(s => s.name === name)!.fallback
  const wrong = SETTINGS.filter(s => !s.valid(value(s.name)))
  if (wrong.length > 0)
    throw new Error(`settings: ${wrong.map(s => `${s.name}=${value(s.name)} (${s.about})`).join('; ')}`)
  return Object.freeze({
    port: Number(value('PORT')),
    host: value('HOST'),
    dataDir: value('XINQIAO_DATA'),
    databaseUrl: value('DATABASE_URL') || undefined,
    demo: value('XINQIAO_DEMO') === '1',
    demoFirms: value('XINQIAO_DEMO_FIRMS') === '' ? undefined : Number(value('XINQIAO_DEMO_FIRMS')),
    checkResponses: value('XINQIAO_CHECK_RESPONSES') === '1',
    log: value('XINQIAO_LOG') as Config['log'],
    quotas: quotasOf(value('XINQIAO_QUOTAS')),
    threads: Number(value('XINQIAO_THREADS')),
  })
}
