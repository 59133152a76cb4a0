#!/bin/sh
# Check each line of a JSON Lines file against a plain JSON Schema file, with a validator that knows nothing of Vertel.
#
#     sh validate.sh SuggestionRequest.json suggestions.jsonl
#
# It needs check-jsonschema (pip install check-jsonschema); any validator that knows JSON Schema 2020-12 will do in its
# place. The exit status is 1 when a line is refused, and the reasons name its file: 2.json is the second line.
set -eu

schema=$1
lines=$2
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

awk -v folder="$folder" '{ file = folder "/" NR ".json"; print > file; close(file) }' "$lines"
check-jsonschema --schemafile "$schema" "$folder"/*.json
