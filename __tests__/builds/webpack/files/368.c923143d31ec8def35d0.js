"use strict";(self.webpackChunkwp=self.webpackChunkwp||[]).push([[368],{368(s,e,n){var o=n(775);n.d(e,["go",0,()=>console.log("anon"+o.s)])}}]);
//# sourceMappingURL=368.c923143d31ec8def35d0.js.map