/** How one can sign in to a server whose address is known before anybody typed one. */
import { useEffect, useState } from "preact/hooks";
import type { Ways } from "../../shared/shapes";
import { ask } from "../ask";

/** Undefined until the server answered, also when it cannot be reached: whoever signs in is told so then. */
export function useWays(server: string | undefined): Ways | undefined {
  const [ways, setWays] = useState<Ways>();
  useEffect(() => {
    if (server === undefined) return;
    void ask<"sign_in_ways">({ type: "sign_in_ways", server }).then((reply) => { if (reply.ok) setWays(reply.value); });
  }, [server]);
  return ways;
}
