import type { MigrationInterface, QueryRunner } from 'typeorm'

// What `typeorm migration:generate` writes for SQLite.

class CreateLibrary1767690000000 implements MigrationInterface {
  readonly name = 'CreateLibrary1767690000000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE "author" ("id" integer PRIMARY KEY AUTOINCREMENT NOT NULL, "name" varchar(120) NOT NULL, "biography" text, "bornOn" date, "createdAt" datetime NOT NULL DEFAULT (datetime('now')))`,
    )
    await runner.query(
      `CREATE TABLE "book" ("id" varchar PRIMARY KEY NOT NULL, "title" varchar NOT NULL, "isbn" varchar, "format" varchar CHECK( "format" IN ('hardcover','paperback','e-book') ) NOT NULL DEFAULT ('paperback'), "price" decimal(10,2) NOT NULL, "isReference" boolean NOT NULL DEFAULT (0), "metadata" text, "viewCount" bigint NOT NULL DEFAULT (0), "publishedAt" datetime, "authorId" integer NOT NULL, CONSTRAINT "UQ_bd183604b9c828c0bdd92cafab7" UNIQUE ("isbn"), CONSTRAINT "FK_66a4f0f47943a0d99c16ecf90b2" FOREIGN KEY ("authorId") REFERENCES "author" ("id") ON DELETE RESTRICT ON UPDATE NO ACTION)`,
    )
    await runner.query(
      `CREATE TABLE "tag" ("id" integer PRIMARY KEY AUTOINCREMENT NOT NULL, "label" varchar NOT NULL, CONSTRAINT "UQ_647c189a51deb35bc452751bc4a" UNIQUE ("label"))`,
    )
    await runner.query(
      `CREATE TABLE "loan" ("id" integer PRIMARY KEY AUTOINCREMENT NOT NULL, "borrower" varchar NOT NULL, "lentAt" datetime NOT NULL, "bookId" varchar NOT NULL, CONSTRAINT "FK_1465982ea6993042a656754f4cc" FOREIGN KEY ("bookId") REFERENCES "book" ("id") ON DELETE CASCADE ON UPDATE NO ACTION)`,
    )
    await runner.query(`CREATE INDEX "IDX_65186faacb2e9e5112b21a3dce" ON "loan" ("lentAt")`)
    await runner.query(
      `CREATE TABLE "bookTags" ("bookId" varchar NOT NULL, "tagId" integer NOT NULL, CONSTRAINT "FK_89de278afbd558538a50e3e9013" FOREIGN KEY ("bookId") REFERENCES "book" ("id") ON DELETE CASCADE ON UPDATE CASCADE, CONSTRAINT "FK_9687662f1d70bda77fed962b3d8" FOREIGN KEY ("tagId") REFERENCES "tag" ("id") ON DELETE CASCADE ON UPDATE CASCADE, PRIMARY KEY ("bookId", "tagId"))`,
    )
    await runner.query(`CREATE INDEX "IDX_89de278afbd558538a50e3e901" ON "bookTags" ("bookId")`)
    await runner.query(`CREATE INDEX "IDX_9687662f1d70bda77fed962b3d" ON "bookTags" ("tagId")`)
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['bookTags', 'loan', 'tag', 'book', 'author']) await runner.dropTable(table)
  }
}

class AddReturns1770900000000 implements MigrationInterface {
  readonly name = 'AddReturns1770900000000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX "IDX_65186faacb2e9e5112b21a3dce"`)
    await runner.query(
      `CREATE TABLE "temporary_loan" ("id" integer PRIMARY KEY AUTOINCREMENT NOT NULL, "borrower" varchar NOT NULL, "lentAt" datetime NOT NULL, "returnedAt" datetime, "bookId" varchar NOT NULL, CONSTRAINT "FK_1465982ea6993042a656754f4cc" FOREIGN KEY ("bookId") REFERENCES "book" ("id") ON DELETE CASCADE ON UPDATE NO ACTION)`,
    )
    await runner.query(
      `INSERT INTO "temporary_loan"("id", "borrower", "lentAt", "bookId") SELECT "id", "borrower", "lentAt", "bookId" FROM "loan"`,
    )
    await runner.query(`DROP TABLE "loan"`)
    await runner.query(`ALTER TABLE "temporary_loan" RENAME TO "loan"`)
    await runner.query(`CREATE INDEX "IDX_65186faacb2e9e5112b21a3dce" ON "loan" ("lentAt")`)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumn('loan', 'returnedAt')
  }
}

export const SQLITE_MIGRATIONS = [CreateLibrary1767690000000, AddReturns1770900000000]
