import type { Knex } from 'knex'
import { type Order, SHOP, type Shop } from './shop.ts'

/** Fills an empty shop. A fourth order comes and goes, so that the next key is not the highest plus one. */
export async function writeObjects(db: Knex): Promise<void> {
  await db('customers').insert(SHOP.customers.map(({ id, ...customer }) => customer))
  const products = SHOP.products.map((product) => ({ ...product, attributes: toJson(product.attributes) }))
  await db('products').insert(products)
  await db('orders').insert(SHOP.orders.map(({ id, ...order }) => order))
  await db('orderLines').insert([...SHOP.orderLines])
  const [gone] = await db('orders').insert({ customerId: 3, orderedAt: new Date() }, ['id'])
  await db('orders').where({ id: gone.id }).delete()
}

export async function readObjects(db: Knex): Promise<Shop> {
  const customers = await db('customers').orderBy('id')
  const products = await db('products').orderBy('id')
  const orders = await db('orders').orderBy('id')
  const orderLines = await db('orderLines').orderBy(['orderId', 'productId'])
  return {
    customers: customers.map((row) => ({
      ...row,
      id: Number(row.id),
      invitedBy: row.invitedBy === null ? null : Number(row.invitedBy),
      wantsNewsletter: Boolean(row.wantsNewsletter),
      createdAt: toDate(row.createdAt),
    })),
    products: products.map((row) => ({
      ...row,
      price: Number(row.price),
      attributes: fromJson(row.attributes),
      viewCount: BigInt(row.viewCount),
      releasedAt: toDate(row.releasedAt),
    })),
    orders: orders.map(toOrder),
    orderLines: orderLines.map((row) => ({
      ...row,
      orderId: Number(row.orderId),
      quantity: Number(row.quantity),
      unitPrice: Number(row.unitPrice),
    })),
  }
}

/** A new order takes its key and its status from the database. */
export async function insertNext(db: Knex): Promise<Order> {
  const order = { customerId: 2, orderedAt: new Date('2026-11-11T11:11:11.111Z') }
  const [{ id }] = await db('orders').insert(order, ['id'])
  return toOrder(await db('orders').where({ id }).first())
}

function toOrder(row: Record<string, unknown>): Order {
  return {
    id: Number(row.id),
    customerId: Number(row.customerId),
    status: row.status as Order['status'],
    orderedAt: toDate(row.orderedAt) ?? new Date(Number.NaN),
    paidAt: toDate(row.paidAt),
    refundedAt: toDate(row.refundedAt),
  }
}

/** On SQLite a moment is the count of milliseconds that knex makes of a Date, or the text of CURRENT_TIMESTAMP. */
function toDate(value: unknown): Date | null {
  if (value === null || value instanceof Date) return value
  return typeof value === 'string' ? new Date(`${value.replace(' ', 'T')}Z`) : new Date(Number(value))
}

function toJson(value: unknown): string | null {
  return value === null ? null : JSON.stringify(value)
}

/** PostgreSQL's driver has parsed it already, and gives a text only where the JSON is one; ours never is. */
function fromJson(value: unknown): unknown {
  return typeof value === 'string' ? JSON.parse(value) : value
}
