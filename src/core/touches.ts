import type { MessageChannel } from './proposal.ts';

/** One approved approach to somebody: a text that was handed over, or a date that was set. Never proof that it took place. */
export interface Touch {
  /** Equal for every attempt at the same approval, so that it counts once. */
  readonly key: string;
  /** When it is to take place, or when the text was handed over; ISO date-time. */
  readonly at: string;
  readonly kind: 'message' | 'touchpoint';
  readonly channel: MessageChannel;
  readonly accountId: string;
  /** Absent: nobody in particular. */
  readonly contactId?: string;
  /** The template that the text was made of, if it was made of one. */
  readonly template?: TouchTemplate;
}

export interface TouchTemplate {
  readonly id: string;
  readonly version: number;
  /** A person changed the text before it was approved. */
  readonly edited: boolean;
  /** A model worded it before anybody saw it, so that it says little about the template's own words. */
  readonly byModel?: boolean;
}

/** How often texts of one template's version were approved and handed over. */
export interface TemplateUse {
  readonly id: string;
  readonly version: number;
  readonly handedOver: number;
  /** Of these, worded by a model. */
  readonly byModel: number;
  /** Of those in the template's own words, with a text that a person had changed. */
  readonly edited: number;
  /** ISO date-time. */
  readonly lastAt: string;
}

/** What this program itself has led to in one workspace; what people did without it, it does not know. */
export interface Touches {
  /** Of one account, oldest first; only those of the last 400 days. */
  of(accountId: string): Promise<readonly Touch[]>;
  /** Notes it once, however often it is called. */
  note(touch: Touch): Promise<void>;
  templateUse(): Promise<readonly TemplateUse[]>;
}

/** The same for every workspace. */
export interface TouchLog {
  in(teamId: string): Touches;
}
