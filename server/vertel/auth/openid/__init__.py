"""Signing in with an OpenID provider: the code flow with PKCE, as its relying party."""
