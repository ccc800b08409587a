/** What a city says of itself (city.yaml in its folder). */
import { parse } from 'yaml'
import { readCityFile } from './folder.ts'

/** The centre itself, which takes what no department is found for. */
export interface Centre {
  name: string
  nameEn: string
  phone: string
  areaCode: string
  /** What it tells whoever found nothing. */
  text: string
  textEn: string
}
interface City {
  name: string
  nameEn: string
  /** Code of the area that is the whole city; its districts begin with it. */
  root: string
  centre: Centre
  /** How the telephone numbers begin that are invented, for the demo: a city that is none gives the centre's number in their place. */
  inventedNumbers?: string
  /** A question that the first start prints, if its demo has an answer to it. */
  example?: { service: string; area: string }
}

export const CITY: Readonly<City> = Object.freeze(readCity())
export const CENTRE: Readonly<Centre> = CITY.centre

/** English texts are optional; the Chinese ones stand in for them. */
type Written = Omit<City, 'nameEn' | 'centre'> & {
  nameEn?: string
  centre: Omit<Centre, 'nameEn' | 'textEn'> & { nameEn?: string; textEn?: string }
}

function readCity(): City {
  const { centre, nameEn, ...city } = parse(readCityFile('city.yaml')) as Written
  return {
    ...city,
    nameEn: nameEn ?? city.name,
    centre: Object.freeze({ ...centre, nameEn: centre.nameEn ?? centre.name, textEn: centre.textEn ?? centre.text }),
  }
}
