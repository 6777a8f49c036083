Feature: Individuele inkomenstoeslag in Thuishaven (voorbeeld)
  Background:
    Given the calculation date is "2026-06-01"
    Given law "individuele_inkomenstoeslag" is loaded
    Given the following parameters:
      | gemeente_code            | GM9901        |
      | woont_in_gemeente        | true          |
      | geboortedatum            | 1985-03-14    |
      | leefvorm                 | ALLEENSTAANDE |
      | inkomen_per_maand        | 140000        |
      | maanden_laag_inkomen     | 48            |
      | vermogen                 | 100000        |
      | datum_vorige_toeslag     | null          |
      | uitzicht_op_meer_inkomen | false         |

  Scenario: Wie aan alles voldoet krijgt de toeslag
    When I evaluate "bedrag" of "individuele_inkomenstoeslag"
    Then the execution succeeds
    Then output "bedrag" equals 45000
    Then output "heeft_recht" is true

  Scenario: Een alleenstaande ouder krijgt meer
    Given the following parameters:
      | leefvorm | ALLEENSTAANDE_OUDER |
    When I evaluate "bedrag" of "individuele_inkomenstoeslag"
    Then output "bedrag" equals 58000

  Scenario: Voor gehuwden gelden een hogere norm en een hoger bedrag
    Given the following parameters:
      | leefvorm          | GEHUWD |
      | inkomen_per_maand | 220000 |
    When I evaluate "bedrag" of "individuele_inkomenstoeslag"
    Then output "bedrag" equals 64500

  Scenario: Precies op de inkomensgrens is er nog recht
    Given the following parameters:
      | inkomen_per_maand | 154000 |
    When I evaluate "heeft_recht" of "individuele_inkomenstoeslag"
    Then output "heeft_recht" is true
    Then output "inkomensgrens" equals 154000

  Scenario: Een cent boven de inkomensgrens is er geen recht
    Given the following parameters:
      | inkomen_per_maand | 154001 |
    When I evaluate "bedrag" of "individuele_inkomenstoeslag"
    Then output "bedrag" equals 0
    Then output "laag_inkomen" is false

  Scenario: Op de dag dat iemand 21 wordt begint het recht
    Given the following parameters:
      | geboortedatum | 2005-06-01 |
    When I evaluate "heeft_recht" of "individuele_inkomenstoeslag"
    Then output "heeft_recht" is true

  Scenario: Een dag eerder is iemand nog te jong
    Given the following parameters:
      | geboortedatum | 2005-06-02 |
    When I evaluate "heeft_recht" of "individuele_inkomenstoeslag"
    Then output "heeft_recht" is false
    Then output "oud_genoeg" is false

  Scenario: Vanaf de pensioenleeftijd is er geen recht
    Given the following parameters:
      | geboortedatum | 1959-06-01 |
    When I evaluate "heeft_recht" of "individuele_inkomenstoeslag"
    Then output "heeft_recht" is false

  Scenario: Wie nog geen drie jaar een laag inkomen heeft moet wachten
    Given the following parameters:
      | maanden_laag_inkomen | 35 |
    When I evaluate "heeft_recht" of "individuele_inkomenstoeslag"
    Then output "heeft_recht" is false

  Scenario: Te veel vermogen
    Given the following parameters:
      | vermogen | 780001 |
    When I evaluate "heeft_recht" of "individuele_inkomenstoeslag"
    Then output "heeft_recht" is false
    Then output "weinig_vermogen" is false

  Scenario: Twaalf maanden na de vorige toeslag mag het weer
    Given the following parameters:
      | datum_vorige_toeslag | 2025-06-01 |
    When I evaluate "heeft_recht" of "individuele_inkomenstoeslag"
    Then output "heeft_recht" is true

  Scenario: Een dag te vroeg na de vorige toeslag
    Given the following parameters:
      | datum_vorige_toeslag | 2025-06-02 |
    When I evaluate "heeft_recht" of "individuele_inkomenstoeslag"
    Then output "heeft_recht" is false

  Scenario: Wie buiten de gemeente woont hoeft verder niets te zeggen
    Given the following parameters:
      | woont_in_gemeente | false |
    When I evaluate "bedrag" of "individuele_inkomenstoeslag"
    Then output "bedrag" equals 0

  Scenario: Zonder verordening kan de gemeente niet beslissen
    Given the following parameters:
      | gemeente_code | GM9902 |
    When I evaluate "bedrag" of "individuele_inkomenstoeslag"
    Then the execution fails with "no regulation in force fills this open term"

  Scenario: Voor 2026 kennen wij geen bedragen
    Given the calculation date is "2025-12-31"
    When I evaluate "bedrag" of "individuele_inkomenstoeslag"
    Then the execution fails with "not yet in force"
