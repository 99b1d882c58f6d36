"use strict";(globalThis["webpackChunkv"]||=[]).push([[368],{368(o,s,n){var a=n(775);const c=()=>console.log("anon"+a.s);n.d(s,["go",0,c])}}]);
//# sourceMappingURL=368.37023376.js.map