import type { MigrationInterface, QueryRunner } from 'typeorm'

// What `typeorm migration:generate` writes for PostgreSQL, some minutes later than for SQLite.

class CreateLibrary1767690300000 implements MigrationInterface {
  readonly name = 'CreateLibrary1767690300000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE "author" ("id" SERIAL NOT NULL, "name" character varying(120) NOT NULL, "biography" text, "bornOn" date, "createdAt" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "PK_5a0e79799d372fe56f2f3fa6871" PRIMARY KEY ("id"))`,
    )
    await runner.query(`CREATE TYPE "public"."book_format_enum" AS ENUM('hardcover', 'paperback', 'e-book')`)
    await runner.query(
      `CREATE TABLE "book" ("id" uuid NOT NULL DEFAULT gen_random_uuid(), "title" character varying NOT NULL, "isbn" character varying, "format" "public"."book_format_enum" NOT NULL DEFAULT 'paperback', "price" numeric(10,2) NOT NULL, "isReference" boolean NOT NULL DEFAULT false, "metadata" jsonb, "viewCount" bigint NOT NULL DEFAULT '0', "publishedAt" TIMESTAMP WITH TIME ZONE, "authorId" integer NOT NULL, CONSTRAINT "UQ_bd183604b9c828c0bdd92cafab7" UNIQUE ("isbn"), CONSTRAINT "PK_a3afef72ec8f80e6e5c310b28a4" PRIMARY KEY ("id"))`,
    )
    await runner.query(
      `CREATE TABLE "tag" ("id" SERIAL NOT NULL, "label" character varying NOT NULL, CONSTRAINT "UQ_647c189a51deb35bc452751bc4a" UNIQUE ("label"), CONSTRAINT "PK_8e4052373c579afc1471f526760" PRIMARY KEY ("id"))`,
    )
    await runner.query(
      `CREATE TABLE "loan" ("id" SERIAL NOT NULL, "borrower" character varying NOT NULL, "lentAt" TIMESTAMP WITH TIME ZONE NOT NULL, "bookId" uuid NOT NULL, CONSTRAINT "PK_4ceda725a323d254a5fd48bf95f" PRIMARY KEY ("id"))`,
    )
    await runner.query(`CREATE INDEX "IDX_65186faacb2e9e5112b21a3dce" ON "loan"  ("lentAt")`)
    await runner.query(
      `CREATE TABLE "bookTags" ("bookId" uuid NOT NULL, "tagId" integer NOT NULL, CONSTRAINT "PK_5864d167dc4e4a9a2c33ec367aa" PRIMARY KEY ("bookId", "tagId"))`,
    )
    await runner.query(`CREATE INDEX "IDX_89de278afbd558538a50e3e901" ON "bookTags"  ("bookId")`)
    await runner.query(`CREATE INDEX "IDX_9687662f1d70bda77fed962b3d" ON "bookTags"  ("tagId")`)
    await runner.query(
      `ALTER TABLE "book" ADD CONSTRAINT "FK_66a4f0f47943a0d99c16ecf90b2" FOREIGN KEY ("authorId") REFERENCES "author"("id") ON DELETE RESTRICT ON UPDATE NO ACTION`,
    )
    await runner.query(
      `ALTER TABLE "loan" ADD CONSTRAINT "FK_1465982ea6993042a656754f4cc" FOREIGN KEY ("bookId") REFERENCES "book"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    )
    await runner.query(
      `ALTER TABLE "bookTags" ADD CONSTRAINT "FK_89de278afbd558538a50e3e9013" FOREIGN KEY ("bookId") REFERENCES "book"("id") ON DELETE CASCADE ON UPDATE CASCADE`,
    )
    await runner.query(
      `ALTER TABLE "bookTags" ADD CONSTRAINT "FK_9687662f1d70bda77fed962b3d8" FOREIGN KEY ("tagId") REFERENCES "tag"("id") ON DELETE CASCADE ON UPDATE CASCADE`,
    )
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['bookTags', 'loan', 'tag', 'book', 'author']) await runner.dropTable(table)
    await runner.query(`DROP TYPE "public"."book_format_enum"`)
  }
}

class AddReturns1770900300000 implements MigrationInterface {
  readonly name = 'AddReturns1770900300000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "loan" ADD "returnedAt" TIMESTAMP WITH TIME ZONE`)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "loan" DROP COLUMN "returnedAt"`)
  }
}

export const POSTGRES_MIGRATIONS = [CreateLibrary1767690300000, AddReturns1770900300000]
