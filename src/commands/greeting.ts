/** Lines that a start prints. */
import { CITY } from '../city/city.ts'
import { type FirstKeys, keysFileLeft } from './first-keys.ts'

interface Greeting {
  address: string
  /** Null at a later start. */
  keys: FirstKeys | null
  /** The provider of the examples. */
  provider: string | null
  dataDir: string
}

export function greeting({ address, keys, provider, dataDir }: Greeting): string {
  const lines = [`信桥 Xinqiao  ${address}`, `接口文档 docs  ${address}/docs`]
  lines.push('', ...(keys ? firstKeysLines(keys) : laterKeysLines(dataDir)))
  const shown = keys && !keys.file ? keys.keys.get('dispatcher') : undefined
  if (provider) lines.push('', '试一试 try', ...examples(address, shown ?? 'xq_…', provider))
  return lines.join('\n')
}

function firstKeysLines({ keys, file }: FirstKeys): string[] {
  if (file)
    return [`密钥（仅本人可读，转存后请删除） keys, for the owner only: remove the file when they are stored  ${file}`]
  return ['密钥（仅显示这一次） keys, shown only now', ...[...keys].map(([role, key]) => `${role}  ${key}`)]
}

function laterKeysLines(dataDir: string): string[] {
  const left = keysFileLeft(dataDir)
  return [
    '密钥已在首次启动时发放 keys were issued at the first start; another one: npm run keys -- issue ROLE --name NAME',
    ...(left ? [`首次启动的密钥文件尚未删除 the file of the first keys is still there: ${left}`] : []),
  ]
}

function examples(address: string, key: string, provider: string): string[] {
  const { service, area } = CITY.example!
  const body = JSON.stringify({ items: [{ provider, service, area }] })
  return [
    `curl -H 'Authorization: Bearer ${key}' '${address}/v1/eligible-providers?service=${service}&area=${area}&limit=3'`,
    `curl '${address}/v1/providers/${provider}/rating'`,
    `curl -X POST -H 'Authorization: Bearer ${key}' -H 'Content-Type: application/json' -d '${body}' '${address}/v1/eligibility-decisions'`,
  ]
}
