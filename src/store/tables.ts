import { type Kit, postgresKit, sqliteKit } from './kit.ts'
import { defineApiTables } from './tables-api.ts'
import { defineAppealTables } from './tables-appeals.ts'
import { defineCredentialTables } from './tables-credentials.ts'
import { defineDutyTables } from './tables-duties.ts'
import { defineGateTables } from './tables-gates.ts'
import { defineLedgerTables } from './tables-ledger.ts'
import { defineMethodologyTables } from './tables-methodologies.ts'
import { defineRatingsTables } from './tables-ratings.ts'
import { defineRegistryTables } from './tables-registry.ts'
import { defineRequestsTables } from './tables-requests.ts'
import { defineStandardTables } from './tables-standards.ts'

function defineTables(kit: Kit) {
  return {
    ...defineLedgerTables(kit),
    ...defineRegistryTables(kit),
    ...defineDutyTables(kit),
    ...defineStandardTables(kit),
    ...defineCredentialTables(kit),
    ...defineRatingsTables(kit),
    ...defineMethodologyTables(kit),
    ...defineAppealTables(kit),
    ...defineGateTables(kit),
    ...defineRequestsTables(kit),
    ...defineApiTables(kit),
  }
}

export type Tables = ReturnType<typeof defineTables>

export const sqliteTables: Tables = defineTables(sqliteKit)
export const postgresTables: Tables = defineTables(postgresKit)

/** Not history: a rebuild leaves these empty. By their names in `Tables`. */
export const OPERATIONAL_TABLES: readonly string[] = [
  'idempotency',
  'importRejects',
  'keptTexts',
  'keyUse',
  'secrets',
  'impactRuns',
  'trustedTime',
  'erasuresDue',
]
