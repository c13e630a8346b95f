import type { Situation, Tone } from './situation.ts';

interface Text {
  readonly body: string;
  readonly ask: string;
}

/** What an e-mail says in each situation and tone. No claims, no prices, no promises; one question each. */
export const EMAIL_TEXTS: Readonly<Record<Situation, Readonly<Record<Tone, Text>>>> = {
  signal: {
    professional: {
      body: 'A moment like this often changes what a team needs first. I would rather ask about your plans than guess at them, and I will come with questions instead of slides.',
      ask: 'Would a 20-minute call next week be useful to you?',
    },
    friendly: {
      body: 'News like this tends to move a few things on the list. Rather than guess what it means for you and your team, I thought I would simply ask. No slides, just a short talk about your plans.',
      ask: 'Are you open to a quick chat next week?',
    },
    concise: {
      body: 'Such a moment often changes what a team needs first. I would like to hear what it changes for you.',
      ask: 'Do you have 20 minutes next week?',
    },
    formal: {
      body: 'A moment of this kind often changes what a team needs first. I would prefer to learn about your plans from you than to make assumptions about them.',
      ask: 'Would you be available for a 20-minute call next week?',
    },
  },
  open_deal: {
    professional: {
      body: 'I am preparing the next step between {{company|your company}} and us, and I want it to be worth your time. One point is still open on my side, and you know it best.',
      ask: '{{question|What would be the most useful next step for you?}}',
    },
    friendly: {
      body: 'I am getting our next step with {{company|your team}} ready and want it to be worth your time. There is one thing I do not know yet, and you will know it best.',
      ask: '{{question|What would be the most useful next step for you?}}',
    },
    concise: {
      body: 'One point is still open before our next step with {{company|your team}}. A short answer from you is enough.',
      ask: '{{question|What would be the most useful next step for you?}}',
    },
    formal: {
      body: 'I am preparing the next step between {{company|your company}} and us, and I would like to make good use of your time. One point remains open, which you can judge best.',
      ask: '{{question|What would be the most useful next step for you?}}',
    },
  },
  customer: {
    professional: {
      body: 'You already work with us, so your view counts most. I would like to hear what works well at {{company|your company}}, what does not, and what you will need next.',
      ask: 'Would you have 20 minutes for it next week?',
    },
    friendly: {
      body: 'You already work with us, and I would love to hear how it is going at {{company|your end}}. What works, what does not, and what comes next for you: all of it helps.',
      ask: 'Do you have 20 minutes for a chat next week?',
    },
    concise: {
      body: 'You already work with us. I would like to hear what works at {{company|your end}}, what does not, and what you need next.',
      ask: 'Do you have 20 minutes next week?',
    },
    formal: {
      body: 'As you already work with us, your judgement matters most. I would be glad to hear what works well at {{company|your company}}, what does not, and what you will need next.',
      ask: 'Would you be available for 20 minutes next week?',
    },
  },
  revisit: {
    professional: {
      body: 'We looked at working together before, and it did not come to it. Plans change, and so may have those at {{company|your company}}. I would rather ask you than assume.',
      ask: 'Has anything changed that would make a second look worth your time?',
    },
    friendly: {
      body: 'We looked at working together before, and it did not come to it, which is fine. Things change, so I thought I would ask how it looks at {{company|your end}} today.',
      ask: 'Has anything changed that would make a second look worth your time?',
    },
    concise: {
      body: 'We looked at working together before, and it did not come to it. Plans at {{company|your company}} may have changed since.',
      ask: 'Is a second look worth your time?',
    },
    formal: {
      body: 'We looked at working together before, and it did not come to it. As plans at {{company|your company}} may have changed, I would prefer to ask you than to assume.',
      ask: 'Has anything changed that would make a second look worth your time?',
    },
  },
  cold: {
    professional: {
      body: 'I do not know what is at the top of the list at {{company|your company}} right now, so I would rather ask than assume. A few words are enough, and I will only come back with something that fits.',
      ask: 'Which topic matters most to your team this quarter?',
    },
    friendly: {
      body: 'I do not know what keeps you busy at {{company|your company}} right now, so I thought I would just ask. A few words are plenty, and I will only come back with something that fits.',
      ask: 'What is at the top of your list this quarter?',
    },
    concise: {
      body: 'I would rather ask than assume what matters at {{company|your company}} right now. A few words from you are enough.',
      ask: 'Which topic matters most to your team this quarter?',
    },
    formal: {
      body: 'I do not know which matters are most pressing at {{company|your company}} at present, and I would prefer to ask you than to assume. A few words are enough.',
      ask: 'Which topic matters most to your team this quarter?',
    },
  },
};

/** With the company, and for companies whose name is unusable or too long. */
export const SUBJECTS: Readonly<Record<Situation, readonly [string, string]>> = {
  signal: ['A question about {{topic}} at {{company}}', 'A question about your current plans'],
  open_deal: ['One open point for our next step with {{company}}', 'One open point for our next step'],
  customer: ['How are things going at {{company}}', 'How things are going on your side'],
  revisit: ['A second look from {{company}}', 'A second look at working together'],
  cold: ['A short question about plans at {{company}}', 'A short question about your plans'],
};

export const GREETINGS: Readonly<Record<Tone, string>> = {
  professional: 'Hello {{addressee|there}},',
  friendly: 'Hi {{addressee|there}},',
  concise: 'Hello {{addressee|there}},',
  formal: 'Dear {{full_addressee|reader}},',
};

export const OPENER = 'I read about {{topic}} at {{company|your company}} ({{date}}).';
export const OPT_OUT =
  'If you would rather not hear from me, a short reply is enough and I will not write again.';

export const SIGN_OFFS: Readonly<Record<Tone, string>> = {
  professional: 'Best regards',
  friendly: 'Best wishes',
  concise: 'Best regards',
  formal: 'Kind regards',
};
