/**
 * A condition: PUBLIC got a right from the script of an extension, as with `pg_stat_statements` and `spatial_ref_sys`.
 * Nobody granted it, and roles that use it have no more than the extension wants everybody to have.
 * https://www.postgresql.org/docs/current/catalog-pg-init-privs.html
 *
 * @param catalog to which the object belongs, `pg_class` or `pg_namespace`
 * @param oid an expression for the object
 * @param right an expression for the right, in capitals as `aclexplode` has it
 */
export const givenByExtension = (catalog: 'pg_class' | 'pg_namespace', oid: string, right: string) => `
exists (select from pg_catalog.pg_init_privs i cross join lateral aclexplode(i.initprivs) e
         where i.privtype = 'e' and i.classoid = 'pg_catalog.${catalog}'::regclass and i.objoid = ${oid} and i.objsubid = 0
           and e.grantee = 0 and e.privilege_type = ${right} and not e.is_grantable)`
