import type { Knex } from 'knex'

export async function up(db: Knex): Promise<void> {
  await db.schema.createTable('customers', (table) => {
    table.increments('id')
    table.uuid('publicId').notNullable().unique()
    table.string('name', 80).notNullable()
    table.string('email').nullable().unique()
    table.text('note').nullable()
    table
      .integer('invitedBy')
      .unsigned()
      .nullable()
      .references('id')
      .inTable('customers')
      .onDelete('SET NULL')
    table.timestamp('createdAt').notNullable().defaultTo(db.fn.now())
  })
  await db.schema.createTable('products', (table) => {
    table.uuid('id').primary()
    table.string('title').notNullable()
    table.decimal('price', 10, 2).notNullable()
    table
      .enu('category', ['book', 'music', 'garden'], { useNative: true, enumName: 'category' })
      .notNullable()
    table.jsonb('attributes').nullable()
    table.bigInteger('viewCount').notNullable().defaultTo(0)
    table.timestamp('releasedAt').nullable()
  })
  await db.schema.createTable('orders', (table) => {
    table.increments('id')
    table
      .integer('customerId')
      .unsigned()
      .notNullable()
      .references('id')
      .inTable('customers')
      .onDelete('CASCADE')
    table
      .enu('status', ['draft', 'paid', 'sent'], { useNative: true, enumName: 'order_status' })
      .defaultTo('draft')
    table.timestamp('orderedAt').notNullable()
    table.timestamp('paidAt').nullable()
    table.timestamp('refundedAt').nullable()
    table.index(['customerId', 'orderedAt'])
  })
  await db.schema.createTable('orderLines', (table) => {
    table.integer('orderId').unsigned().notNullable().references('id').inTable('orders').onDelete('CASCADE')
    table.uuid('productId').notNullable().references('id').inTable('products').onDelete('RESTRICT')
    table.integer('quantity').notNullable().defaultTo(1)
    table.decimal('unitPrice', 10, 2).notNullable()
    table.primary(['orderId', 'productId'])
  })
}

export async function down(db: Knex): Promise<void> {
  for (const table of ['orderLines', 'orders', 'products', 'customers']) await db.schema.dropTable(table)
}
