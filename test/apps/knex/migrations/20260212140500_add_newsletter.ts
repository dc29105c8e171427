import type { Knex } from 'knex'

export async function up(db: Knex): Promise<void> {
  await db.schema.alterTable('customers', (table) => {
    table.boolean('wantsNewsletter').notNullable().defaultTo(false)
  })
}

export async function down(db: Knex): Promise<void> {
  await db.schema.alterTable('customers', (table) => {
    table.dropColumn('wantsNewsletter')
  })
}
