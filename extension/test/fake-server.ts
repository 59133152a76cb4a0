/** What a session asks of a server, answered at once: each part can be replaced. */
import { vi } from "vitest";
import type { Me, TokenRequest, TokenResponse } from "vertel-schema";
import type { Access } from "../src/background/api";
import type { Server } from "../src/background/session";
import { me, tokens } from "./documents";

export function server(part: Partial<Server> = {}) {
  let rotation = 0;
  const exchange = (_server: string, grant: TokenRequest): Promise<TokenResponse> => {
    rotation += 1;
    return Promise.resolve(tokens(grant.grant_type === "refresh_token" ? String(rotation) : "first"));
  };
  return {
    exchange: vi.fn(part.exchange ?? exchange),
    me: vi.fn(part.me ?? ((_access: Access): Promise<Me> => Promise.resolve(me()))),
    revoke: vi.fn(part.revoke ?? (() => Promise.resolve())),
  };
}
