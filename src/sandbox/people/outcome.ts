import type { Ack } from '../delivery.ts';
import type { Message } from '../messages.ts';
import type { Failure } from '../transcript.ts';
import type { View } from '../views.ts';

/** What came of a command or a click. */
export interface Outcome {
  readonly status: number | null;
  /** How long the app took to acknowledge. */
  readonly ms: number;
  readonly body: string;
  readonly deliveryId: string;
  readonly failure?: Failure;
  /** The text in the acknowledgement of a command, if there was any. */
  readonly ackText?: string;
  /** The message that the acknowledgement of a command made. */
  readonly answer?: Message;
}

/** What came of submitting a modal. */
export interface SubmitOutcome extends Omit<Outcome, 'ackText' | 'answer'> {
  /** False: Slack's client already refused, nothing was sent. */
  readonly isSent: boolean;
  /** Complaints by block id; empty when there are none. */
  readonly errors: Readonly<Record<string, string>>;
  /** The modal that is open now. */
  readonly view?: View;
}

export function outcomeOf({ status, ms, body, deliveryId, failure }: Ack): Outcome {
  return { status, ms, body, deliveryId, ...(failure && { failure }) };
}

const COMMAND_FAILED: Readonly<Record<Failure, (command: string) => string>> = {
  operation_timeout: (command) => `${command} failed because the app did not respond (operation_timeout).`,
  dispatch_failed: (command) => `${command} failed with the error "dispatch_failed".`,
  invalid_ack: (command) => `${command} failed with the error "invalid_command_response".`,
};

/** What Slack tells a person whose command failed. */
export const commandFailed = (command: string, failure: Failure): string => COMMAND_FAILED[failure](command);

/** What Slack tells a person whose click failed. */
export function clickFailed({ status, failure }: Ack): string {
  if (failure === 'operation_timeout')
    return 'This app did not respond in time. Try again. (operation_timeout)';
  return `This app responded with Status Code ${status ?? 'none'}. Try again. (dispatch_failed)`;
}

/** What a modal shows when the app failed to take it. */
export const submitFailed = (failure: Failure): string =>
  `We had some trouble connecting. Try again? (${failure})`;
