import { Command } from 'commander'
import { verifyFold } from './verify-fold.ts'
import { verifyLaws } from './verify-laws.ts'

/** `tradewind verify`: holds what is kept against the laws it has to keep. */
export const verify = new Command('verify')
  .description('holds what is kept against the laws it has to keep; exit code 1 if one is broken')
  .addCommand(verifyFold)
  .addCommand(verifyLaws)
