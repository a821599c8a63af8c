// Puts Enketo and all it needs into one script for a browser: node bundle.mjs SCRIPT

import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const ENKETO = {
  "enketo/config": "enketo-core/config.js",
  "enketo/dialog": "enketo-core/src/js/fake-dialog.js",
  "enketo/file-manager": "enketo-core/src/js/file-manager.js",
  "enketo/translator": "enketo-core/src/js/fake-translator.js",
  "enketo/widgets": "enketo-core/src/js/widgets.js",
  "enketo/xpath-evaluator-binding": "enketo-core/src/js/xpath-evaluator-binding.js",
};

await build({
  entryPoints: [fileURLToPath(new URL("enketo.mjs", import.meta.url))],
  outfile: process.argv[2],
  bundle: true,
  format: "iife",
  alias: ENKETO,
  // Only the transformer for Node asks for it.
  external: ["libxslt"],
  loader: { ".svg": "text" },
  logLevel: "error",
});
