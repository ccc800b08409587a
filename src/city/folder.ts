/** The folder of the city that this process serves: everything that differs from city to city. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The city that is shipped, and served where no other is named. */
const SHIPPED = fileURLToPath(new URL('../../cities/ningbo', import.meta.url))

/** XINQIAO_CITY, or `--city`, which sets it (main.ts). Threads of the process have it too. */
export const CITY_FOLDER = process.env.XINQIAO_CITY ? resolve(process.env.XINQIAO_CITY) : SHIPPED

/** @throws Error that names the folder and the file, if it is not there */
export function readCityFile(path: string, folder: string = CITY_FOLDER): string {
  const file = join(folder, path)
  if (!existsSync(file)) throw new Error(`城市目录中没有该文件 the folder of the city lacks a file: ${file}`)
  return readFileSync(file, 'utf8').replace(/^\ufeff/, '')
}

export const hasCityFile = (path: string, folder: string = CITY_FOLDER): boolean => existsSync(join(folder, path))

/** Files of a folder inside, by name; none if there is no such folder. */
export function cityFilesIn(path: string, ending: string, folder: string = CITY_FOLDER): string[] {
  if (!hasCityFile(path, folder)) return []
  return readdirSync(join(folder, path))
    .filter(file => file.endsWith(ending))
    .sort()
    .map(file => join(path, file))
}
