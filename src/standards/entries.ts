import type { EntryType } from '../ledger/ledger.ts'
import { defined } from '../registry/entries.ts'

export const standardEntries: EntryType[] = [defined('standard.defined', 'standards', 'id')]
