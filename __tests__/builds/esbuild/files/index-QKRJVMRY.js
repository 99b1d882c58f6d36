import("./chunks/products-N3WYL22V.js").then(e=>e.go());import("./chunks/anon-CYTPB5DE.js").then(e=>e.go());new Worker(new URL("./sum.worker.js",import.meta.url),{type:"module"});
//# sourceMappingURL=index-QKRJVMRY.js.map
