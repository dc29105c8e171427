/** insufficient_privilege: https://www.postgresql.org/docs/current/errcodes-appendix.html */
export const DENIED = '42501'
