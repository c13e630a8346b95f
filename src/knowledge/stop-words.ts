/** Words that carry no meaning in a question: English, and the commonest German ones. Folded. */
export const STOP_WORDS: ReadonlySet<string> = new Set(
  `a about after all also am an and any are as at be been before being between both but by can could did do does
doing during each else ever every fast few for from further get gets give gives got had has have having he her here hers
him his how i if in into is it its itself just let like long many may me might more most much must my no nor
not of off often on once one only or other our ours out over own please quick quickly same shall she should show so some soon such tell than
that the their theirs them then there these they this those through to too under until up us use used uses using very
want was we were what when where whether which while who whom whose why will with within without would you your yours
aber als am an auch auf aus bei bin bis da das dass dem den der des die doch du ein eine einem einen einer eines er es
fur hat haben hier ich ihr im ist ja kann kein keine man mit nach nicht noch nur oder schon sein sich sie sind so uber
um und uns unser von vor war was welche wenn wer wie wir wird wo zu zum zur`.split(/\s+/),
);
