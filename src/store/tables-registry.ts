import type { Kit } from './kit.ts'

/** Areas, catalogue, departments and duties, standards, providers and what they offer. JSON columns are canonical text. */
export function defineRegistryTables(kit: Kit) {
  return {
    areas: kit.table('areas', {
      code: kit.text('code').primaryKey(),
      name: kit.text('name').notNull(),
      nameEn: kit.text('name_en').notNull(),
      parent: kit.text('parent'),
      validFrom: kit.text('valid_from'),
      validUntil: kit.text('valid_until'),
    }),
    services: kit.table('services', {
      code: kit.text('code').primaryKey(),
      name: kit.text('name').notNull(),
      nameEn: kit.text('name_en').notNull(),
      keywords: kit.text('keywords').notNull(),
    }),
    departments: kit.table('departments', {
      id: kit.text('id').primaryKey(),
      name: kit.text('name').notNull(),
      nameEn: kit.text('name_en').notNull(),
      shortNames: kit.text('short_names').notNull(),
      phone: kit.text('phone').notNull(),
      hours: kit.text('hours').notNull(),
      area: kit.text('area').notNull(),
      duties: kit.text('duties').notNull(),
    }),
    standards: kit.table('standards', {
      id: kit.text('id').primaryKey(),
      code: kit.text('code').notNull(),
      level: kit.text('level').notNull(),
      title: kit.text('title').notNull(),
      titleEn: kit.text('title_en').notNull(),
      inForceFrom: kit.text('in_force_from'),
      inForceUntil: kit.text('in_force_until'),
      replaces: kit.text('replaces'),
      replacedBy: kit.text('replaced_by'),
      services: kit.text('services').notNull(),
      source: kit.text('source').notNull(),
    }),
    providers: kit.table('providers', {
      id: kit.text('id').primaryKey(),
      kind: kit.text('kind').notNull(),
      name: kit.text('name').notNull(),
      nameKey: kit.text('name_key').notNull(),
      uscc: kit.text('uscc').notNull(),
      usccStatus: kit.text('uscc_status').notNull(),
      phone: kit.text('phone'),
      address: kit.text('address'),
      area: kit.text('area').notNull(),
      areas: kit.text('areas').notNull(),
      offerings: kit.text('offerings').notNull(),
      status: kit.text('status').notNull(),
      founded: kit.text('founded'),
      validUntil: kit.text('valid_until'),
      registeredDay: kit.int('registered_day').notNull(),
      version: kit.int('version').notNull(),
    }),
    offerings: kit.table(
      'offerings',
      { provider: kit.text('provider').notNull(), service: kit.text('service').notNull() },
      t => [kit.key({ columns: [t.provider, t.service] })],
    ),
    servedAreas: kit.table(
      'served_areas',
      { provider: kit.text('provider').notNull(), area: kit.text('area').notNull() },
      t => [kit.key({ columns: [t.provider, t.area] })],
    ),
    nameGrams: kit.table(
      'name_grams',
      { provider: kit.text('provider').notNull(), gram: kit.text('gram').notNull() },
      t => [kit.key({ columns: [t.provider, t.gram] })],
    ),
  }
}
