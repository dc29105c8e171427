import * as z from 'zod'

/** What a person says: with a letter or a digit in it. A dash, or a blank without a width, says nothing. */
export const words = z
  .string()
  .trim()
  .min(1)
  .refine((text) => text === '' || /[\p{L}\p{N}]/u.test(text), 'expected words, with a letter or a digit')
