/** Adds up, in budget units, what a model takes during one attempt at a step. */
export interface ModelMeter {
  add(units: number): void;
}
