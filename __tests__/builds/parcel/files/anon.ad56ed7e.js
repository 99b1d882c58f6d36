var e=globalThis.parcelRequireba25;(0,e.register)("8oyAF",function(o,r){Object.defineProperty(o.exports,"go",{get:()=>l,set:void 0,enumerable:!0,configurable:!0});var a=e("d0TCW");let l=()=>console.log("anon"+a.s)});
//# sourceMappingURL=anon.ad56ed7e.js.map
