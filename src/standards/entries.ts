import type { EntryType } from '../ledger/ledger.ts'
import { defined } from '../registry/entries.ts'
import { credentialEntries } from './entries-credentials.ts'

export const standardEntries: EntryType[] = [defined('standard.defined', 'standards', 'id'), ...credentialEntries]
