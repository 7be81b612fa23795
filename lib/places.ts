import { Refusal } from "@/lib/errors";

type Waiting = { who: string | undefined; enter: () => void };
type Asked = { who?: string | undefined; signal?: AbortSignal | undefined };

type Bounds = {
  /** Milliseconds that one waits for a place; 0 is without end. */
  longest: number;
  /** How many may wait. */
  most?: number;
  /** How many places one asker may hold. */
  share?: number;
  /** What is said to whom there is no place for. */
  full: () => Refusal;
};

/**
 * A number of places: the connections of a pool, say. Whoever waits for one does so in order and not for ever; no asker
 * holds more than a share, so that one who asks for much leaves places to the others.
 */
export class Places {
  private readonly held = new Map<string, number>();
  private readonly waiting: Waiting[] = [];

  constructor(
    private free: number,
    private readonly bounds: Bounds,
  ) {}

  /** Resolves to what gives the place back; calling that twice gives back one. */
  async take({ who, signal }: Asked = {}): Promise<() => void> {
    if (signal?.aborted) throw gone();
    if (this.mayEnter(who)) this.enter(who);
    else await this.turn(who, signal);
    let given = false;
    return () => {
      if (!given) this.giveBack(who);
      given = true;
    };
  }

  private mayEnter(who: string | undefined): boolean {
    const { share = Infinity } = this.bounds;
    return this.free > 0 && (who === undefined || (this.held.get(who) ?? 0) < share);
  }

  private enter(who: string | undefined): void {
    this.free--;
    if (who !== undefined) this.held.set(who, (this.held.get(who) ?? 0) + 1);
  }

  private giveBack(who: string | undefined): void {
    this.free++;
    const left = who === undefined ? 0 : (this.held.get(who) ?? 1) - 1;
    if (who !== undefined && left > 0) this.held.set(who, left);
    else if (who !== undefined) this.held.delete(who);
    const next = this.waiting.findIndex((one) => this.mayEnter(one.who));
    const [first] = next < 0 ? [] : this.waiting.splice(next, 1);
    if (!first) return;
    this.enter(first.who);
    first.enter();
  }

  private turn(who: string | undefined, signal: AbortSignal | undefined): Promise<void> {
    const { longest, most = Infinity, full } = this.bounds;
    if (this.waiting.length >= most) throw full();
    return new Promise((resolve, reject) => {
      const done = () => {
        clearTimeout(timer);
        signal?.removeEventListener("abort", leave);
      };
      const one: Waiting = {
        who,
        enter: () => {
          done();
          resolve();
        },
      };
      const giveUp = (refusal: Refusal) => {
        done();
        this.waiting.splice(this.waiting.indexOf(one), 1);
        reject(refusal);
      };
      const leave = () => giveUp(gone());
      const timer = longest > 0 ? setTimeout(() => giveUp(full()), longest) : undefined;
      signal?.addEventListener("abort", leave);
      this.waiting.push(one);
    });
  }
}

export const gone = () =>
  new Refusal("unavailable", "The request was given up before it was answered.");
