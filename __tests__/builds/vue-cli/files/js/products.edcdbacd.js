"use strict";(globalThis["webpackChunkv"]||=[]).push([[983],{746(s,o,c){var l=c(775);const a=()=>console.log("p"+l.s);c.d(o,["go",0,a])}}]);
//# sourceMappingURL=products.edcdbacd.js.map