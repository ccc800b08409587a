import { parseArgs } from 'node:util'
import { SETTINGS_HELP } from './config.ts'

interface Command {
  usage: string
  about: string
  run(args: string[]): Promise<number>
}

// Loaded only when asked for: `--help` and `vectors` need no database driver.
const COMMANDS: Record<string, Command> = {
  serve: {
    usage: 'serve -- [--city DIR] [--clock-is-right]',
    about:
      '启动服务（首次启动建库；所附城市带有演示数据） start the service; the first start makes the city, the shipped one with a demo',
    run: async args => (await import('./commands/serve.ts')).serve(args),
  },
  found: {
    usage: 'found -- [--city DIR] [--again]',
    about:
      '建库而不启动服务；--again 重新执行被中断的建库 make the city without serving it; --again after an interruption',
    run: async args => (await import('./commands/found.ts')).found(args),
  },
  city: {
    usage: 'city -- check DIR\n  npm run city -- new DIR --root 5101 --name 成都',
    about: '核对城市目录；由模板新建 check the folder of a city; make one from the template',
    run: async args => (await import('./commands/city.ts')).city(args),
  },
  import: {
    usage:
      'import -- providers FILE [--sheet NAME] [--dry-run] [--empty clears] [--overrides FILE] [--rejects FILE] [--report FILE.csv]\n  npm run import -- evidence FILE.ndjson|- [--source NAME] [--report FILE.csv]',
    about: '导入登记册或历史评价数据 import a register file, or evidence as JSON lines',
    run: async args => (await import('./commands/import.ts')).importFile(args),
  },
  rebuild: {
    usage: 'rebuild',
    about: '由台账重建并逐行比对 replay the ledger into a fresh database and compare row by row',
    run: async args => (await import('./commands/rebuild.ts')).rebuild(args),
  },
  verify: {
    usage: 'verify',
    about: '核验数据库、台账、密封文本与全部表行 check the database, the ledger, every sealed text and every row',
    run: async args => (await import('./commands/verify.ts')).verify(args),
  },
  backup: {
    usage: 'backup -- FILE | --keep N FOLDER [--from-ledger] [--quick]',
    about: '备份（服务运行中亦可） copy the database, verified by its ledger, also while the service runs',
    run: async args => (await import('./commands/backup.ts')).backup(args),
  },
  restore: {
    usage: 'restore -- FILE [--again]',
    about: '从备份恢复到空的数据库 bring a backup into an empty database',
    run: async args => (await import('./commands/restore.ts')).restore(args),
  },
  conformance: {
    usage: 'conformance -- [--on DAY]',
    about: '全部标准逐一核对全部机构 check every standard against every firm',
    run: async args => (await import('./commands/conformance.ts')).conformance(args),
  },
  impact: {
    usage: 'impact -- FILE [--json FILE] [--seq N --day DAY --base VERSION]',
    about: '试算评级方法草案 run a draft of the methodology over the whole ledger; nothing is written',
    run: async args => (await import('./commands/impact.ts')).impact(args),
  },
  vectors: {
    usage: 'vectors -- FILE…',
    about: '核对评级向量 check rating vectors against this implementation',
    run: async args => (await import('./commands/vectors.ts')).runVectorFiles(args, line => console.log(line)),
  },
  clock: {
    usage: 'clock -- [confirm | recover --clock-is-right [--drop-after SEQ]]',
    about: '核对、确认时钟；时钟曾快时恢复 what knows the time; confirm the clock; recover from one that was ahead',
    run: async args => (await import('./commands/clock.ts')).clock(args),
  },
  keys: {
    usage:
      'keys -- issue ROLE --name NAME [--provider ID] [--valid-until DAY]\n  npm run keys -- list\n  npm run keys -- revoke NAME|ID',
    about: '发放（仅显示一次）、列出、吊销密钥 issue a key, which is shown once; list keys; revoke one',
    run: async args => (await import('./commands/keys.ts')).keys(args),
  },
}

/** Runs one command; the process exits with its code. */
export async function main(argv: string[]): Promise<void> {
  const [name = 'serve', ...args] = argv
  const command = COMMANDS[name]
  if (wantsHelp(argv) || name === 'help') return void console.log(help())
  if (!command) {
    console.error(`unknown command: ${name}\n\n${help()}`)
    process.exitCode = 2
    return
  }
  try {
    process.exitCode = await command.run(withoutCity(args))
  } catch (error) {
    console.error(process.env.XINQIAO_DEBUG ? error : `${name}: ${await inWords(error as Error)}`)
    process.exitCode = (error as { exitCode?: number }).exitCode ?? 1
  }
}

/** `--city DIR` of any command is the setting XINQIAO_CITY, which threads and processes of this one have too. */
function withoutCity(args: string[]): string[] {
  const at = args.indexOf('--city')
  if (at < 0) return args
  const folder = args[at + 1]
  if (!folder) throw new Error('--city 之后须写城市目录 --city needs the folder of a city')
  process.env.XINQIAO_CITY = folder
  return args.toSpliced(at, 2)
}

/** A refusal in both languages with its code; of any other error its message. */
async function inWords(error: Error): Promise<string> {
  const { DomainError } = await import('./store/domain-error.ts')
  if (!(error instanceof DomainError)) return error.message
  const { problemOf } = await import('./api/problem.ts')
  const [zh, en] = [problemOf(error, 'zh-CN', ''), problemOf(error, 'en', '')]
  return `${error.code}\n${zh.title}：${zh.detail}\n${en.title}: ${en.detail}`
}

function wantsHelp(argv: string[]): boolean {
  const options = { help: { type: 'boolean', short: 'h' } } as const
  return parseArgs({ args: argv, options, strict: false, allowPositionals: true }).values.help === true
}

function help(): string {
  const commands = Object.values(COMMANDS).map(c => `  npm run ${c.usage}\n      ${c.about}`)
  return `信桥 Xinqiao\n\n命令 Commands\n${commands.join('\n').replace('npm run serve', 'npm start')}\n\n设置 Settings (environment)\n${SETTINGS_HELP}`
}
