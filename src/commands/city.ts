import { parseArgs } from 'node:util'
import { type FolderFault, folderFaults } from '../founding/folder-faults.ts'
import { folderWarnings } from '../founding/folder-warnings.ts'
import { makeCityFolder } from '../founding/new-folder.ts'

const OPTIONS = { root: { type: 'string' }, name: { type: 'string' } } as const
const USAGE = '用法 usage: npm run city -- check DIR\n            npm run city -- new DIR --root 5101 --name 成都'

/** `city`: checks the folder of a city, or makes one from the template. */
export async function city(args: string[]): Promise<number> {
  const { positionals, values } = parseArgs({ args, options: OPTIONS, allowPositionals: true })
  const [what, folder] = positionals
  if (what === 'check' && folder) return check(folder)
  if (what === 'new' && folder && values.root && values.name) return make(folder, values.root, values.name)
  console.error(USAGE)
  return 2
}

function check(folder: string): number {
  const faults = folderFaults(folder)
  for (const fault of faults) console.error(`${placeOf(fault)}  ${fault.zh}  ${fault.en}`)
  if (faults.length > 0) {
    console.error(`\n${faults.length} 处错误，不能建库 faults: no city can be founded on this folder`)
    return 1
  }
  const warnings = folderWarnings(folder)
  for (const { file, zh, en } of warnings) console.log(`${file}  提示 note: ${zh}  ${en}`)
  console.log(`${folder}：可以建库，${warnings.length} 条提示 a city can be founded; ${warnings.length} notes`)
  return 0
}

const placeOf = ({ file, line }: FolderFault) => (line > 0 ? `${file}:${line}` : file)

function make(folder: string, root: string, name: string): number {
  const areas = makeCityFolder(folder, root, name)
  console.log(`${folder}：${areas.length} 个区划 areas`)
  console.log(`接着 next: npm run city -- check ${folder}`)
  console.log(`           npm start -- --city ${folder}`)
  return 0
}
