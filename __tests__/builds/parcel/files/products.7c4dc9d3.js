var e=globalThis.parcelRequireba25;(0,e.register)("8ZE4t",function(r,o){Object.defineProperty(r.exports,"go",{get:()=>l,set:void 0,enumerable:!0,configurable:!0});var t=e("d0TCW");let l=()=>console.log("p"+t.s)});
//# sourceMappingURL=products.7c4dc9d3.js.map
