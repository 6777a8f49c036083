Feature: De hoeken van de vorm
  Background:
    Given the calculation date is "2024-06-01"
    Given law "wet_themas" is loaded

  Scenario: Een maand na de laatste dag van januari is de laatste dag van februari
    When I evaluate "maand_later" of "wet_themas"
    Then output "maand_later" is "2024-02-29"
    Then output "jaar_later" is "2025-02-28"
    Then output "dagen" equals 2
    Then output "weekdag" equals 0
    Then output "gemaakt" is "2024-02-28"

  Scenario: Wie op 29 februari is geboren wordt op 1 maart een jaar ouder
    Given the calculation date is "2023-02-28"
    Given parameter "geboortedatum" is "2004-02-29"
    When I evaluate "leeftijd" of "wet_themas"
    Then output "leeftijd" equals 18

  Scenario: De dag daarna
    Given the calculation date is "2023-03-01"
    Given parameter "geboortedatum" is "2004-02-29"
    When I evaluate "leeftijd" of "wet_themas"
    Then output "leeftijd" equals 19

  Scenario: Een dag die niet bestaat is een fout en geen andere dag
    When I evaluate "bestaat_niet" of "wet_themas"
    Then the execution fails with "this date does not exist"

  Scenario: De laatste dag telt nog mee
    Given the calculation date is "2024-12-31"
    When I evaluate "dagen" of "wet_themas"
    Then the execution succeeds

  Scenario: De dag na de laatste dag niet meer
    Given the calculation date is "2025-01-01"
    When I evaluate "dagen" of "wet_themas"
    Then the execution fails with "no longer in force"
    Then the execution fails with "2024-12-31"

  Scenario: De eerste dag mag een schrikkeldag zijn
    Given the calculation date is "2020-02-29"
    When I evaluate "dagen" of "wet_themas"
    Then the execution succeeds

  Scenario: Een dag eerder is er nog geen wet
    Given the calculation date is "2020-02-28"
    When I evaluate "dagen" of "wet_themas"
    Then the execution fails with "not yet in force"

  Scenario: Een code met een nul ervoor blijft tekst
    Given the following parameters:
      | code | 0384 |
    When I evaluate "is_tekst" of "wet_themas"
    Then output "is_tekst" is true
    Then output "is_getal" is false

  Scenario: Een tiende en twee tiende zijn drie tiende
    When I evaluate "precies" of "wet_themas"
    Then output "precies" is true

  Scenario: Een bedrag houdt zijn cijfers achter de komma
    Given the following parameters:
      | bedrag | 1037.125 |
    When I evaluate "dubbel" of "wet_themas"
    Then output "dubbel" equals 2074.25

  Scenario: Een bedrag tussen aanhalingstekens is een getal
    Given parameter "bedrag" is "12.5"
    When I evaluate "dubbel" of "wet_themas"
    Then output "dubbel" equals 25

  Scenario: Een woord is geen bedrag
    Given the following parameters:
      | bedrag | veel |
    When I evaluate "dubbel" of "wet_themas"
    Then the execution fails with "must be a number"

  Scenario: Niets is een waarde
    When I evaluate "niets" of "wet_themas"
    Then the execution succeeds
    Then output "niets" is null
    Then output "tekst" is "true"

  Scenario: Meer uitkomsten, ook als een ervan niet te berekenen is
    Given the following parameters:
      | deler | 0 |
    When I evaluate "som" of "wet_themas"
    Then the execution succeeds
    Then output "som" equals 1

  Scenario: Delen door nul is een fout met een plaats
    Given the following parameters:
      | deler | 0 |
    When I evaluate "samen" of "wet_themas"
    Then the execution fails with "division by zero"
    Then the execution fails with "wet_themas.yaml:6"

  Scenario: Een tweede uitkomst rekent met de eerste
    Given the following parameters:
      | deler | 4 |
    When I evaluate "samen" of "wet_themas"
    Then output "samen" equals 7.5
    Then output "deel" equals 2.5

  Scenario: Wat nergens staat
    When I evaluate "niet_hier" of "wet_themas"
    Then the execution fails with "has no output 'niet_hier'"

  Scenario: Een wet die niemand las
    When I evaluate "dagen" of "wet_die_er_niet_is"
    Then the execution fails with "was not read"

  Scenario: Wat een mens moet wegen rekent de machine niet uit
    When I evaluate "redelijk" of "wet_themas"
    Then the execution fails with "untranslatable"

  Scenario: Wat is geaccepteerd wel
    When I evaluate "geaccepteerd" of "wet_themas"
    Then output "geaccepteerd" is true

  Scenario: Het onvertaalbare telt alleen waar het telt
    Given the following parameters:
      | eenvoudig | true |
    When I evaluate "hangt_ervan_af" of "wet_themas"
    Then output "hangt_ervan_af" is true
