/** The parts of a firm's name: 宁波 + 安心家政 + 服务部. Pure. */

export interface NameWords {
  /** Names of places, which stand at the beginning. */
  places: readonly string[]
  /** Legal forms and the like, which stand at the end. */
  forms: readonly string[]
}

export interface NameParts {
  places: string[]
  /** What is left; empty if the name is nothing but places and forms. */
  core: string
  forms: string[]
}

export function nameParts(name: string, words: NameWords): NameParts {
  const places: string[] = []
  const forms: string[] = []
  let core = name
  for (
    let place = longest(words.places, core, 'startsWith');
    place;
    place = longest(words.places, core, 'startsWith')
  ) {
    places.push(place)
    core = core.slice(place.length)
  }
  for (let form = longest(words.forms, core, 'endsWith'); form; form = longest(words.forms, core, 'endsWith')) {
    forms.unshift(form)
    core = core.slice(0, -form.length)
  }
  return { places, core, forms }
}

function longest(words: readonly string[], text: string, where: 'startsWith' | 'endsWith'): string | undefined {
  const found = words.filter(word => text[where](word))
  return found.sort((a, b) => b.length - a.length)[0]
}
