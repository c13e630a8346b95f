import { ReceiverMultipleAckError } from '@slack/bolt';

/** The one acknowledgement of one envelope. */
export interface EnvelopeAnswer {
  /** Bolt's `ack`. A second one throws; a link that is gone changes nothing for who calls it. */
  ack(response?: unknown): Promise<void>;
  readonly isAcked: boolean;
}

export interface EnvelopeAnswerOptions {
  readonly envelopeId: string;
  readonly takesAnswer: boolean;
  readonly send: (frame: object) => Promise<boolean>;
  /** The acknowledgement could not be sent: Slack does not know that the request was handled. */
  readonly onLost: () => void;
}

export function createEnvelopeAnswer(options: EnvelopeAnswerOptions): EnvelopeAnswer {
  let isAcked = false;
  return {
    get isAcked() {
      return isAcked;
    },
    async ack(response) {
      if (isAcked) throw new ReceiverMultipleAckError();
      isAcked = true;
      const payload = options.takesAnswer ? payloadOf(response) : undefined;
      const frame = { envelope_id: options.envelopeId, ...(payload && { payload }) };
      if (!(await options.send(frame))) options.onLost();
    },
  };
}

function payloadOf(response: unknown): object | undefined {
  if (typeof response === 'string') return { text: response };
  return typeof response === 'object' && response !== null ? response : undefined;
}
