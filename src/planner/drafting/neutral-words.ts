import { stemsOf } from '../ranked/words.ts';

/** Words that ask, greet and lead on without claiming anything. */
const NEUTRAL = new Set(
  stemsOf(
    `hello hi dear thanks thank kind regards best wishes glad happy pleased curious interested interest appreciate welcome
    ask question questions answer wonder think thought idea view opinion perspective know learn understand hear listen
    read saw notice noticed mention mentioned point topic subject regarding concerning around behind ahead
    talk speak discuss chat call conversation exchange meet meeting minutes moment time useful helpful helps help worth
    open possible possibly perhaps maybe might sense fit right good better great short brief quick simple simply
    plan plans planning priority priorities next step steps first change changes changed mean means affect important
    matter matters team teams work works working side way ways part day days work start begin continue follow
    rather instead guess assume prefer like would could should may can will shall let feel free reply respond write
    note message wrote send sent share show tell told said say says report reports reported announce announced according
    also therefore so however while during together with both between among besides further furthermore meanwhile
    context background summary overview document documents source sources text section state states describes described
    covers cover includes include lists list names gives given`,
  ),
);

export function isNeutral(stem: string): boolean {
  return NEUTRAL.has(stem);
}
