import type { Situation } from './situation.ts';

/** Texts for a LinkedIn note, longest first; the first that fits is taken. */
export const LINKEDIN_TEXTS: Readonly<Record<Situation, readonly string[]>> = {
  signal: [
    'Hello {{addressee|there}}, I read about {{topic}} at {{company|your company}} ({{date}}). Would a short exchange about what comes next be useful to you?',
    'Hello {{addressee|there}}, I read about {{topic}} at {{company|your company}}. Would a short exchange be useful?',
    'Hello {{addressee|there}}, I read about {{topic}}. Would a short exchange be useful?',
  ],
  open_deal: [
    'Hello {{addressee|there}}, one open point before our next step with {{company|your team}}: {{question|what would help you most?}}',
    'Hello {{addressee|there}}, before our next step: {{question|what would help you most?}}',
  ],
  customer: [
    'Hello {{addressee|there}}, you already work with us, so your view counts. How is it going at {{company|your end}}, and what do you need next?',
    'Hello {{addressee|there}}, how is working with us going for you?',
  ],
  revisit: [
    'Hello {{addressee|there}}, we looked at working together before. Has anything changed at {{company|your company}} that would make a second look worthwhile?',
    'Hello {{addressee|there}}, would a second look at working together be worth your time?',
  ],
  cold: [
    'Hello {{addressee|there}}, I would rather ask than assume: which topic matters most at {{company|your company}} this quarter?',
    'Hello {{addressee|there}}, which topic matters most to your team this quarter?',
  ],
};

const STOP = 'Reply STOP to opt out.';

/** Texts for one SMS, longest first. */
export const SMS_TEXTS: Readonly<Record<Situation, readonly string[]>> = {
  signal: [
    `Hello {{addressee|there}}, about {{topic}} at {{short_company|your company}}: would a short call next week help?{{signed|}} ${STOP}`,
    `Hello {{addressee|there}}, would a short call next week help?{{signed|}} ${STOP}`,
    `{{addressee|Hello}}, a short call next week? ${STOP}`,
  ],
  open_deal: [
    `Hello {{addressee|there}}, about our next step with {{short_company|your team}}: do you have ten minutes this week?{{signed|}} ${STOP}`,
    `Hello {{addressee|there}}, do you have ten minutes this week?{{signed|}} ${STOP}`,
    `{{addressee|Hello}}, ten minutes this week? ${STOP}`,
  ],
  customer: [
    `Hello {{addressee|there}}, how is working with us going at {{short_company|your end}}?{{signed|}} ${STOP}`,
    `{{addressee|Hello}}, how is working with us going? ${STOP}`,
  ],
  revisit: [
    `Hello {{addressee|there}}, has anything changed at {{short_company|your end}} since we last spoke?{{signed|}} ${STOP}`,
    `{{addressee|Hello}}, has anything changed on your side? ${STOP}`,
  ],
  cold: [
    `Hello {{addressee|there}}, whom at {{short_company|your company}} could I ask about plans for this quarter?{{signed|}} ${STOP}`,
    `{{addressee|Hello}}, whom could I ask about your plans? ${STOP}`,
  ],
};

/** What to say first on the phone, and how to leave it. */
export const PHONE_OPENING = 'Hello {{addressee|there}}, {{introduction|thank you for taking the call}}.';
export const PHONE_CLOSING = 'If now is a bad time, just tell me and I will call again.';
