import type { Department } from './shelf.ts'

/** Everything that carries everything else. */
export const bags: Department = {
  name: 'Bags & Luggage',
  shelves: {
    Backpacks: `
Rolltop Canvas Backpack | Ropewalk | 148.00 | 1150g | PACK-ROLLTOP
Waxed outside, bright inside, so that black things can be found at the bottom.
material: waxed canvas; volume: 24 l; colour = Olive, Navy, Ochre

Fell Rucksack | Corrie | 169.00 | 1420g | PACK-FELL
A lid, two straps, no zips to freeze. The back length moves with four stitches of webbing.
material: recycled nylon; volume = 35 l, 50 l +38.00 +320g; colour = Slate, Rust

Long Trail Pack | Corrie | 248.00 | 1980g | PACK-LONG-TRAIL
Carries eighteen kilos and seems to carry some of it for you.
material: recycled nylon; volume: 65 l; back = Short, Regular, Long

Day Sack | Corrie | 64.00 | 520g | PACK-DAY
Lunch, layer, flask, map. If it does not fit, you are going for longer than a day.
material: recycled nylon; volume: 18 l; colour = Pine, Ember, Ink, Sand

Folding Daypack | Corrie | 36.00 | 130g | PACK-FOLDING
An orange when packed, a rucksack when the market turns out to be good.
material: ripstop nylon; volume: 16 l; colour = Grey, Teal, Sun

School Satchel Pack | Drover | 132.00 | 1250g | PACK-SATCHEL
Bridle leather with two buckles and a handle, worn on the back by people with bicycles.
material: leather; volume: 14 l; colour = Tan, Oxblood

Dry Backpack | Brightwater | 89.00 | 980g | PACK-DRY
Welded, not sewn. Swim with it if that is how the morning went.
material: TPU-coated polyester; volume = 20 l, 30 l +16.00 +180g; colour = Yellow, Black

Children's Rucksack | Corrie | 39.50 | 310g | PACK-CHILD
Room for a bear, a banana and one extremely important stick.
material: recycled nylon; volume: 8 l; colour = Sun, Sea, Fern

Commuter Backpack | Drover | 119.00 | 890g | PACK-COMMUTER
A padded sleeve hangs clear of the floor, so the laptop is never the first thing down.
material: cotton canvas; volume: 20 l; colour = Black, Olive, Stone

Pannier Backpack | Drover | 124.00 | 1180g | PACK-PANNIER
Hooks on one side and straps on the other; the rain cover lives underneath.
material: recycled polyester; volume: 22 l; colour = Slate, Ochre`,
    'Duffels & Travel': `
Sailcloth Duffel | Ropewalk | 118.00 | 920g | DUFFEL-SAILCLOTH
Cut from retired mainsails, reef points and all. The number on yours once meant something to a race officer.
material: reclaimed Dacron; volume = 35 l, 55 l +28.00 +240g

Waxed Weekender | Ropewalk | 198.00 | 1650g | WEEKENDER
Wide mouth, flat base, leather where hands and floors go. Two nights, three with discipline.
material: waxed canvas and leather; volume: 38 l; colour = Olive, Navy, Black

Expedition Duffel | Ostrand | 134.00 | 1480g | DUFFEL-EXPEDITION
Thrown off trucks for a living, becomes a rucksack when the road ends.
material: TPU-coated polyester; volume = 50 l, 70 l +18.00 +160g, 95 l +36.00 +310g; colour = Rust, Black

Kit Bag | Ropewalk | 74.00 | 780g | BAG-KIT
A canvas cylinder, eight brass eyelets and a rope. What you want is at the bottom; that is what the search is for.
material: cotton canvas; volume: 60 l; colour = Natural, Olive

Leather Holdall | Drover | 389.00 | 2300g | HOLDALL-LEATHER
Vegetable-tanned shoulder, saddle-stitched by one pair of hands and signed under the base.
material: leather; volume: 40 l; colour = Tan, Dark Brown

Cabin Trolley | Tradewind | 189.00 | 2900g | TROLLEY-CABIN
Wheels you can replace with a coin. The handle has no wobble to begin with.
material: polycarbonate; volume: 36 l; colour = Ink, Sand, Forest

Packing Cubes, Set of Three | Corrie | 34.00 | 180g | CUBES-PACKING
Shirts here, socks there, the wet things by themselves.
material: ripstop nylon; pieces: 3; colour = Grey, Rust

Garment Folder | Drover | 46.00 | 420g | FOLDER-GARMENT
A board, four flaps and a shirt that arrives as it left.
material: nylon; size: 45 x 30 cm

Wash Bag | Ropewalk | 38.00 | 210g | BAG-WASH
Hangs from a hook, opens like a book and leaks into itself.
material: waxed canvas; colour = Navy, Olive, Tan

Shoe Bags, the Pair | Tarn Mill | 18.50 | 110g | BAGS-SHOE
Brushed cotton, drawstring, an S sewn into one and another S into the other.
material: cotton; colour = Ink, Oat

Luggage Tag | Drover | 14.00 | 30g | TAG-LUGGAGE
Stamped with up to three initials, under a flap that keeps your address to itself.
material: leather; colour = Tan, Black, Oxblood

Travel Blanket and Strap | Tarn Mill | 76.00 | 720g | BLANKET-TRAVEL
A picnic outside, a cabin blanket inside, and bridle straps to carry both.
material: lambswool; size: 120 x 170 cm; pattern = Check, Plain`,
    'Totes & Messengers': `
Market Tote | Tradewind | 19.50 | 220g | TOTE-MARKET
Long enough in the handle to go over a coat. Holds leeks with dignity.
material: cotton canvas; volume: 15 l; colour = Natural, Navy, Rust, Black

Boat Tote | Ropewalk | 68.00 | 690g | TOTE-BOAT
Ice bag by birth: stands up by itself, holds water for a while, wears a coloured bottom.
material: cotton canvas; size = Medium, Large +12.00 +180g; trim = Navy, Red, Green

Leather Tote | Drover | 189.00 | 880g | TOTE-LEATHER
Unlined, because the inside of good leather is good too.
material: leather; volume: 16 l; colour = Tan, Black

Canvas Messenger | Ropewalk | 112.00 | 980g | MESSENGER-CANVAS
One strap across, one flap over, and a buckle that can be undone at a red light.
material: waxed canvas; volume: 14 l; colour = Olive, Navy, Black

Leather Satchel | Drover | 228.00 | 1350g | SATCHEL-LEATHER
Two pockets in front, one for pens and one for what you would rather not mention.
material: leather; size = 13 inch, 15 inch +24.00 +180g; colour = Tan, Dark Brown

Document Case | Drover | 98.00 | 410g | CASE-DOCUMENT
A zip on three sides, room for a contract and a sandwich, flat.
material: leather; size: A4; colour = Black, Tan

Laptop Sleeve | Tarn Mill | 44.00 | 190g | SLEEVE-LAPTOP
Three millimetres of felt with a leather tongue.
material: wool felt; size = 13 inch, 14 inch +2.00 +15g, 16 inch +5.00 +40g; colour = Grey, Charcoal

String Bag | Ropewalk | 9.90 | 45g | BAG-STRING
Nothing at all until you find yourself carrying nine oranges.
material: cotton; colour = Natural, Red, Navy, Ochre

Musette | Ropewalk | 24.00 | 120g | MUSETTE
The racing cyclist's lunch bag, a little larger for those who are not racing.
material: cotton canvas; volume: 8 l; colour = Ecru, French Blue, Red

Picnic Basket | Fell & Fennel | 94.00 | 2100g | BASKET-PICNIC
Somerset willow woven round a lid that serves as the table.
material: willow; size = Two Persons, Four Persons +38.00 +900g

Bicycle Basket | Fell & Fennel | 58.00 | 980g | BASKET-BICYCLE
Leather straps, deep weave, a perfect fit for a small and law-abiding dog.
material: willow; size: 38 x 28 x 25 cm

Camera Bag | Drover | 142.00 | 1080g | BAG-CAMERA
It does not look like one, which is the first thing it protects.
material: waxed canvas; volume: 9 l; colour = Olive, Black`,
    'Wallets & Small Goods': `
Bifold Wallet | Drover | 68.00 | 85g | WALLET-BIFOLD
Six cards, some notes and a coin you keep for no reason.
material: leather; colour = Tan, Black, Oxblood

Card Sleeve | Drover | 34.00 | 30g | SLEEVE-CARD
Two pieces of leather and eleven stitches a side.
material: leather; colour = Tan, Black, Moss

Coin Tray Purse | Drover | 46.00 | 60g | PURSE-COIN
Opens into a little tray, so that you can pay exactly and smugly.
material: leather; colour = Tan, Oxblood

Passport Cover | Drover | 42.00 | 55g | COVER-PASSPORT
Boarding pass on the left, landing card on the right, both still there on arrival.
material: leather; colour = Navy, Tan, Black

Bridle Belt | Drover | 64.00 | 240g | BELT-BRIDLE
Four millimetres thick, one layer, solid buckle. Add a hole when life is good.
material: leather; colour = Tan, Black; length = 85 cm, 95 cm, 105 cm, 115 cm

Ranger Belt in Webbing | Ropewalk | 24.00 | 150g | BELT-WEBBING
Friction buckle, no holes, cut it to length and singe the end.
material: cotton webbing; length: 130 cm; colour = Olive, Navy, Stone

Key Shackle | Aldous | 22.00 | 50g | SHACKLE-KEY
Bronze, threaded, made for a boat half a metre long.
material: bronze

Rope Key Fob | Ropewalk | 12.50 | 25g | FOB-ROPE
A monkey's fist around a cork, so your keys come up again.
material: cotton; colour = Navy, Natural, Red

Sunglasses Case | Drover | 38.00 | 90g | CASE-SUNGLASSES
Moulded wet over a wooden form and left to set hard.
material: leather; colour = Tan, Black

Tool Roll | Ropewalk | 52.00 | 310g | ROLL-TOOL
Ten pockets deep enough for chisels, a flap across the edges, a strap round the lot.
material: waxed canvas; pockets: 10; colour = Olive, Ochre

Tech Pouch | Corrie | 32.00 | 140g | POUCH-TECH
Everything with a cable, in elastic, in one place, at last.
material: recycled nylon; colour = Slate, Ember

Bottle Sling | Ropewalk | 19.00 | 70g | SLING-BOTTLE
Knotted by hand from six metres of cord. It fits most bottles, and wine.
material: cotton; colour = Natural, Navy, Rust`,
  },
}
