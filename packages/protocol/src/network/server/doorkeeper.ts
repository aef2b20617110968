/** How many may be connected at once, and for how long with nothing to ask (NW14). */
export interface DoorLimits {
  readonly maxConnections: number;
  /** Of one address; what comes from this machine itself may take three quarters of all places. */
  readonly maxPerAddress: number;
}

/** One socket, from its first packet to its last. */
export interface Visitor {
  /** Its handshake is done. */
  greeted(): void;
  /** It opens or closes a stream of ours. */
  opened(): void;
  closed(): void;
  asked(): void;
  /** Its connection is over; what was still to be sent has a moment to go out. */
  left(): void;
  /** Its socket is gone. */
  gone(): void;
  /** Ends its socket now. */
  turnOut(): void;
}

export interface Doorkeeper {
  /** Gives a place to who comes from this address; `undefined` if there is none. */
  admit(address: string, end: () => void): Visitor | undefined;
  /** The same for who may not be where its packets say that it is: nobody gives up a place for it (NW15). */
  admitUnproved(address: string, end: () => void): Visitor | undefined;
  /** Ends all that have had their time. To be called every second or so. */
  sweep(): void;
  /** Ends everyone. */
  close(): void;
}

/** Time for a handshake: libp2p's own limit begins only behind that of WebSockets. */
const greetMs = 6000;
/** Time in which a peer must open one of our streams, and after which one that asks nothing gives way. */
const idleMs = 10_000;
/** Time for the last bytes of a connection that is over. */
const farewellMs = 1000;

interface Place {
  readonly group: string;
  readonly end: () => void;
  isGreeted: boolean;
  streams: number;
  /** When it came, last asked or closed its last stream. */
  activeMs: number;
  leftMs: number | undefined;
}

export function createDoorkeeper(limits: DoorLimits, nowMs: () => number): Doorkeeper {
  const places = new Set<Place>();
  const turnOut = (place: Place): void => {
    if (places.delete(place)) place.end();
  };
  const seat = (group: string, end: () => void): Visitor => {
    const activeMs = nowMs();
    const own: Place = { group, end, isGreeted: false, streams: 0, activeMs, leftMs: undefined };
    places.add(own);
    return visitorAt(
      own,
      nowMs,
      () => places.delete(own),
      () => turnOut(own),
    );
  };
  return {
    admit(address, end) {
      const group = addressGroup(address);
      const place = findPlace([...places], group, limits, nowMs());
      if (place === "none") return undefined;
      if (place !== "free") turnOut(place);
      return seat(group, end);
    },
    admitUnproved(address, end) {
      const group = addressGroup(address);
      const place = findPlace([...places], group, limits, nowMs());
      return place === "free" ? seat(group, end) : undefined;
    },
    sweep() {
      const now = nowMs();
      for (const place of [...places]) if (isOverdue(place, now)) turnOut(place);
    },
    close() {
      for (const place of [...places]) turnOut(place);
    },
  };
}

function visitorAt(
  place: Place,
  nowMs: () => number,
  gone: () => void,
  turnOut: () => void,
): Visitor {
  const active = (): void => {
    place.activeMs = nowMs();
  };
  return {
    greeted() {
      place.isGreeted = true;
    },
    opened() {
      place.streams += 1;
    },
    closed() {
      place.streams -= 1;
      active();
    },
    asked: active,
    left() {
      place.leftMs = nowMs();
    },
    gone,
    turnOut,
  };
}

function isOverdue({ isGreeted, streams, activeMs, leftMs }: Place, now: number): boolean {
  if (leftMs !== undefined) return now - leftMs >= farewellMs;
  if (!isGreeted) return now - activeMs >= greetMs;
  return streams === 0 && now - activeMs >= idleMs;
}

/** A free place, one that has to be given up for the newcomer, or none. */
function findPlace(
  places: readonly Place[],
  group: string,
  { maxConnections, maxPerAddress }: DoorLimits,
  now: number,
): Place | "free" | "none" {
  const counts = new Map<string, number>();
  for (const place of places) counts.set(place.group, (counts.get(place.group) ?? 0) + 1);
  const own = counts.get(group) ?? 0;
  const ownMost = group === loopback ? Math.ceil((maxConnections * 3) / 4) : maxPerAddress;
  const isIdle = (place: Place): boolean => now - place.activeMs >= idleMs;
  if (own >= ownMost) {
    const idlest = idlestOf(places.filter((place) => place.group === group));
    return idlest && isIdle(idlest) ? idlest : "none";
  }
  if (places.length < maxConnections) return "free";
  // Who comes from where few come from takes the place of one of the many.
  const most = Math.max(...counts.values());
  const idlest = idlestOf(places.filter((place) => counts.get(place.group) === most));
  return idlest && (most > own + 1 || isIdle(idlest)) ? idlest : "none";
}

function idlestOf(places: readonly Place[]): Place | undefined {
  return places.reduce<Place | undefined>(
    (idlest, place) => (idlest && idlest.activeMs <= place.activeMs ? idlest : place),
    undefined,
  );
}

const loopback = "loopback";

/** What counts as one address: an IPv4 address, or the 64 bits of IPv6 that one customer is given. */
export function addressGroup(address: string): string {
  const plain = address.toLowerCase().replace(/^::ffff:(?=\d+\.)/, "");
  if (plain === "::1" || plain.startsWith("127.")) return loopback;
  if (!plain.includes(":")) return plain;
  const [head = "", tail] = plain.split("::");
  const groups = head === "" ? [] : head.split(":");
  if (tail !== undefined) {
    const after = tail === "" ? [] : tail.split(":");
    while (groups.length + after.length < 8) groups.push("0");
  }
  return groups.slice(0, 4).join(":");
}
