import { stemsOf } from '../ranked/words.ts';

/** Words of sales talk that name no account, however accounts are called. */
const SALES_WORDS = new Set(
  stemsOf(
    `account accounts deal deals opportunity call calls email mail message note text phone linkedin sms signal signals
    risk score fit qualify qualification plan draft write send check ask answer question summary summarize document
    territory rep reps capacity assign move simulate coverage balance meeting schedule touchpoint template templates
    persona personas buyer win loss won lost pattern patterns explain audit trail status budget price pricing discount
    quality review report forecast pipeline quarter week month today tomorrow monday friday next new first best right
    customer customers prospect prospects company companies team sales product security competitor competition health
    data market news event research prepare compare find tell know help north south east west follow renewal contract
    approach contact reach introduction outreach recommendation why morning afternoon`,
  ),
);

/** Whether the words say nothing about who is meant. */
export function isCommonWord(word: string): boolean {
  return stemsOf(word).every((stem) => SALES_WORDS.has(stem));
}
