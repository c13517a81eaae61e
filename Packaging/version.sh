#!/usr/bin/env bash
# Prints the version of this package, from the one place where it stands.
#
# Usage: Packaging/version.sh
set -euo pipefail
cd "$(dirname "$0")/.."
sed -nE 's/.*static let version = "([^"]+)".*/\1/p' Sources/GenreKit/GenrePackage.swift
