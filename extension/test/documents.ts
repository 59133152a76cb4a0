/** Documents as the server would answer them, as small as the contract allows. */
import type { Me, ShareRequest, Suggestion, SuggestionImage, TokenResponse } from "vertel-schema";
import { asAccount } from "../src/background/account";
import type { Account } from "../src/shared/shapes";
import { uuid7 } from "../src/shared/uuid7";

export const SERVER = "https://vertel.example.nl";

export const IMAGE: SuggestionImage = {
  id: "019aaf4e-6c1b-7d2a-9b0e-3f5d8c7a1e43",
  url: `${SERVER}/api/v1/images/019aaf4e-6c1b-7d2a-9b0e-3f5d8c7a1e43`,
  alt: "Taart op een tafel",
  width: 1200,
  height: 630,
};

export function share(part: Partial<ShareRequest> = {}): ShareRequest {
  return {
    id: uuid7(),
    suggestion_id: uuid7(),
    caption_id: null,
    link_code: null,
    method: "insert",
    similarity: null,
    occurred_at: "2026-11-23T09:30:00Z",
    ...part,
  };
}

export function tokens(name: string): TokenResponse {
  return { access_token: `access-${name}`, refresh_token: `refresh-${name}`, token_type: "Bearer", expires_in: 900 };
}

export function me(part: Partial<Me> = {}): Me {
  return {
    id: "019aaf4e-6c1b-7d2a-9b0e-3f5d8c7a1e42",
    email: "noor@example.nl",
    name: "Noor de Wit",
    role: "employee",
    team: null,
    location: null,
    languages: ["nl"],
    organisation: { name: "Waterwerk", languages: ["nl", "en"], fold_desktop: 210, fold_phone: 140 },
    ...part,
  };
}

/** Noor, as the worker keeps her. */
export const account = (part: Partial<Account> = {}): Account => ({ ...asAccount(SERVER, me()), ...part });

export function suggestion(part: Partial<Suggestion> = {}): Suggestion {
  return {
    id: uuid7(),
    external_id: null,
    kind: "story",
    title: "Taart",
    destination_url: "https://www.example.nl/taart",
    captions: [],
    prompts: [],
    image: null,
    audience: { teams: [], locations: [], languages: [] },
    people: [],
    publish_at: null,
    expires_at: null,
    status: "published",
    created_at: "2026-11-20T08:00:00Z",
    updated_at: "2026-11-20T08:00:00Z",
    warnings: [],
    ...part,
  };
}
