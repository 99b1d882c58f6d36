"use strict";(self.webpackChunkwp=self.webpackChunkwp||[]).push([[983],{746(s,e,p){var c=p(775);p.d(e,["go",0,()=>console.log("p"+c.s)])}}]);
//# sourceMappingURL=products.4c2519354899d1c7f664.js.map